using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Http;
using Triage.Api.Proposing;

namespace Triage.Api.Features.Intake;

/// <summary>A dispute comes in: read, proposed, numbered, stored; routed at once where the clerk has accepted in advance and triage does not abstain.</summary>
internal static class SubmitCase
{
    public static async Task<Results<CreatedAnswer<CaseResponse>, Problem>> Handle(CaseSubmission body, CurrentUser user, IdempotencyKey key,
        SubmissionReader submissions, Reception reception, Screening screening, Idempotency idempotency, CaseViews views, CancellationToken ct)
    {
        var (draft, refusal) = submissions.Read(body, user.Tribunal);
        if (refusal is not null)
            return Problems.From(refusal);
        if (user.RefuseTribunal(draft!.Tribunal) is { } elsewhere)
            return Problems.From(elsewhere);
        var (received, duplicates) = await screening.ScreenAsync(reception.Propose(draft), ct);

        return await idempotency.CreateAsync(key, body, async unit =>
        {
            var c = await reception.ReceiveAsync(unit, received, body.AcceptProposal == true, user, HistoryEvents.Received);
            return Creation<CaseResponse>.Created(views.Of(c, masked: false) with { Duplicates = duplicates }, $"/api/v1/cases/{c.Id}", c.Version);
        }, ct);
    }
}
