using System.Data.Common;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Proposing;

namespace Triage.Api.Features.Intake;

/// <summary>A dispute comes in: read, proposed, numbered, stored; routed at once where the clerk has accepted in advance and triage does not abstain.</summary>
internal static class SubmitCase
{
    public static async Task<Results<CreatedAnswer<CaseResponse>, Problem>> Handle(CaseSubmission body, CurrentUser user, IdempotencyKey key,
        SubmissionReader submissions, Reception reception, Database database, Sealer sealer, SafetyScreens screens, Idempotency idempotency, CaseViews views, CancellationToken ct)
    {
        var (draft, refusal) = submissions.Read(body, user.Tribunal);
        if (refusal is not null)
            return Problems.From(refusal);
        if (user.RefuseTribunal(draft!.Tribunal) is { } elsewhere)
            return Problems.From(elsewhere);
        var received = reception.Propose(draft);
        var sketch = NarrativeSketch.Of(draft.Narrative);
        var (duplicates, seen) = await database.ReadAsync(async (connection, token) =>
            (await DuplicatesAsync(connection, sealer, received, sketch, token), await screens.ReadAsync(connection, received, token)), ct);
        if (seen.Count > 0)
            received = received with { Flags = [.. received.Flags, .. seen] };

        return await idempotency.CreateAsync(key, body, async unit =>
        {
            var c = await reception.ReceiveAsync(unit, received, body.AcceptProposal == true, user, "received");
            return Creation<CaseResponse>.Created(views.Of(c, masked: false) with { Duplicates = duplicates }, $"/api/v1/cases/{c.Id}", c.Version);
        }, ct);
    }

    /// <summary>Earlier cases between the same people whose narrative is alike. Names match in any width and with any blanks.</summary>
    private static async Task<IReadOnlyList<DuplicateResponse>> DuplicatesAsync(DbConnection connection, Sealer sealer, CourtCase c, long sketch, CancellationToken ct)
    {
        const double Alike = 0.5;
        var own = c.Parties.Where(p => p.Role is PartyRole.Plaintiff or PartyRole.Applicant).Take(5).Select(p => sealer.NameKey(p.Name)).ToArray();
        var opposed = c.Parties.Where(p => p.Role is PartyRole.Defendant or PartyRole.Respondent).Take(5).Select(p => sealer.NameKey(p.Name)).ToArray();
        var found = new Dictionary<string, DuplicateResponse>(StringComparer.Ordinal);
        foreach (var plaintiff in own)
            foreach (var defendant in opposed)
                foreach (var row in await connection.QueryAsync<CandidateRow>(new CommandDefinition(Candidates, new { plaintiff, defendant }, cancellationToken: ct)))
                {
                    var score = Math.Round(NarrativeSketch.Similarity(sketch, row.Sketch), 2);
                    if (score >= Alike)
                        found.TryAdd(row.Id, new DuplicateResponse(row.Id, row.Number?.Replace('(', '（').Replace(')', '）'), score, $"原告、被告与 {row.ReceivedOn:yyyy-MM-dd} 收件的案件相同，叙述相似度 {score:P0}"));
                }
        return [.. found.Values.OrderByDescending(d => d.Score).Take(10)];
    }

    /// <summary>The twenty latest between these two, on either side: a counter-suit is a repeat as well (民诉法解释 247).</summary>
    private const string Candidates = """
        select cases.id, cases.received_on, cases.sketch,
            (select number from case_numbers where case_numbers.case_id = cases.id order by assigned_on, number limit 1) as number
        from case_parties as a
        join case_parties as b on b.case_id = a.case_id and b.party_key = @defendant and b.role <> a.role
        join cases on cases.id = a.case_id
        where a.party_key = @plaintiff
        order by cases.id desc limit 20
        """;

    private sealed record CandidateRow
    {
        public string Id { get; init; } = "";
        public DateOnly ReceivedOn { get; init; }
        public long Sketch { get; init; }
        public string? Number { get; init; }
    }
}
