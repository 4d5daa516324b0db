using System.Data.Common;
using Dapper;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Proposing;

/// <summary>What a new dispute looks like beside the cases that are there: a repeated filing, a pattern of filings. The same for one at the counter and for a row of a file. It warns, it does not block.</summary>
internal sealed class Screening(Database database, CaseStore store, Sealer sealer, SafetyScreens screens, ScreenLimits limits)
{
    private static readonly Citation Repeat = new("民事诉讼法解释", "2022", "247", "当事人就已经提起诉讼的事项在诉讼过程中或者裁判生效后再次起诉，同时符合下列条件的，构成重复起诉：");

    public static IReadOnlyList<Citation> Citations { get; } = [Repeat];

    /// <returns>The case with the flags that the screens raise, and what it may repeat.</returns>
    public Task<(CourtCase Received, IReadOnlyList<DuplicateResponse> Duplicates)> ScreenAsync(CourtCase received, CancellationToken ct) => database.ReadAsync(async (connection, token) =>
    {
        var (duplicates, repeated) = await DuplicatesAsync(connection, received, token);
        List<CaseFlag> seen = [.. await screens.ReadAsync(connection, received, token)];
        if (repeated is { } earlier)
            seen.Add(new CaseFlag(CaseFlags.LikeEarlierCase, $"{earlier.Why}；请核对是否重复起诉（撤回、撤诉后再起诉的不是）。", Repeat));
        if (received is { Channel: Channel.Oral, OralRecord: null })
            seen.Add(new CaseFlag(CaseFlags.OralRecordMissing, "口头起诉没有登记笔录：须当面宣读，由原告签名或者按指印。", Statutes.OralReadBack));
        return (seen.Count > 0 ? received with { Flags = [.. received.Flags, .. seen] } : received, duplicates);
    }, ct);

    /// <summary>Withdrawn, turned away or never admitted: to come again is no repeat (解释 214).</summary>
    private static readonly string[] MayComeAgain = [.. new[] { CaseState.Withdrawn, CaseState.ReferredOut, CaseState.NotAccepted }.Select(EnumText.Of)];

    /// <summary>Earlier cases between the same people whose narrative is alike. Names match in any width and with any blanks.</summary>
    private async Task<(IReadOnlyList<DuplicateResponse> Shown, DuplicateResponse? Repeated)> DuplicatesAsync(DbConnection connection, CourtCase c, CancellationToken ct)
    {
        DuplicateResponse? repeated = null;
        var sketch = NarrativeSketch.Of(c.Narrative);
        var own = c.Parties.Where(p => p.Role is PartyRole.Plaintiff or PartyRole.Applicant).Take(5).Select(p => sealer.NameKey(p.Name)).ToArray();
        var opposed = c.Parties.Where(p => p.Role is PartyRole.Defendant or PartyRole.Respondent).Take(5).Select(p => sealer.NameKey(p.Name)).ToArray();
        var found = new Dictionary<string, DuplicateResponse>(StringComparer.Ordinal);
        foreach (var plaintiff in own)
            foreach (var defendant in opposed)
                foreach (var row in await connection.QueryAsync<CandidateRow>(new CommandDefinition(Candidates, new { plaintiff, defendant }, cancellationToken: ct)))
                {
                    var score = Math.Round(NarrativeSketch.Similarity(sketch, row.Sketch), 2);
                    if (score < limits.Alike)
                    {
                        // Told in other words at another window the same day: the people and what they want are the same.
                        if (row.ReceivedOn == c.ReceivedOn && await store.FindAsync(connection, row.Id, ct) is { } again && SameClaim(c, again))
                            _ = found.TryAdd(row.Id, new DuplicateResponse(row.Id, row.Number?.Replace('(', '（').Replace(')', '）'), score, $"原告、被告、请求与 {row.ReceivedOn:yyyy-MM-dd} 收件的案件相同，叙述写法不同，请核对是否重复登记"));
                        continue;
                    }
                    var alike = new DuplicateResponse(row.Id, row.Number?.Replace('(', '（').Replace(')', '）'), score, $"原告、被告与 {row.ReceivedOn:yyyy-MM-dd} 收件的案件相同，叙述相似度 {score:P0}");
                    if (found.TryAdd(row.Id, alike) && score >= limits.VeryAlike && score > (repeated?.Score ?? 0) && !MayComeAgain.Contains(row.State))
                        repeated = alike;
                }
        await SameReferenceAsync(connection, c, sketch, found, ct);
        return ([.. found.Values.OrderByDescending(d => d.Score).Take(10)], repeated);
    }

    /// <summary>One matter of the police or the hotline has one number there, whoever brings it and in whatever words.</summary>
    private async Task SameReferenceAsync(DbConnection connection, CourtCase c, long sketch, Dictionary<string, DuplicateResponse> found, CancellationToken ct)
    {
        if (c.Source is not { Reference: { Length: > 0 } reference } source) return;
        foreach (var known in await store.Sources.FindAsync(connection, store, reference, ct))
        {
            if ((known.Channel != c.Channel && known.Source!.Kind != source.Kind) || !known.Source!.IsSameBody(source)) continue;
            var why = $"来源编号“{known.Source.Reference}”已登记于 {known.ReceivedOn:yyyy-MM-dd} 收件的案件，请核对是否重复登记";
            found[known.Id] = found.TryGetValue(known.Id, out var alike) ? alike with { Why = $"{alike.Why}；{why}" }
                : new DuplicateResponse(known.Id, known.Numbers is [var first, ..] ? first.Number : null, Math.Round(NarrativeSketch.Similarity(sketch, NarrativeSketch.Of(known.Narrative)), 2), why);
        }
    }

    private static bool SameClaim(CourtCase one, CourtCase other) =>
        (one.Amount is { } amount && amount == other.Amount) || one.Claims.Any(claim => other.Claims.Any(known => Conflicts.Same(claim, known)));

    /// <summary>The twenty latest between these two, on either side: a counter-suit is a repeat as well (民诉法解释 247).</summary>
    private const string Candidates = """
        select cases.id, cases.received_on, cases.sketch, cases.state,
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
        public string State { get; init; } = "";
        public string? Number { get; init; }
    }
}
