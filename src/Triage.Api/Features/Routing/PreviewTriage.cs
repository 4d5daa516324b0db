using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Proposing;

namespace Triage.Api.Features.Routing;

/// <summary>What triage would say to this submission. Nothing is stored.</summary>
internal static class PreviewTriage
{
    public static Results<Ok<TriageRecord>, Problem> Handle(CaseSubmission body, CurrentUser user, SubmissionReader submissions, TriageEngine triage, TimeProvider time)
    {
        var (draft, refusal) = submissions.Read(body, user.Tribunal);
        if (refusal is not null)
            return Problems.From(refusal);
        if (user.RefuseTribunal(draft!.Tribunal) is { } elsewhere)
            return Problems.From(elsewhere);
        return TypedResults.Ok(triage.Propose(draft, time.Today()).Record);
    }
}
