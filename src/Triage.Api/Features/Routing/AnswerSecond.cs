using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Routing;

/// <summary>A person answers what triage saw anew while the case was with a mediator or waited for confirmation. In trial the judge answers by converting the procedure.</summary>
internal static class AnswerSecond
{
    public static Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, AnswerSecondRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, TimeProvider time) =>
        changes.ApplyAsync(id, match, http, user, CaseAction.AnswerSecondTriage.Event(), body.Reason, (c, _) => Task.FromResult(
            CaseLifecycle.Decide(c, new AnswerSecondTriage(body.Procedure, body.Bench, body.Reason?.Trim(), user.Actor, time.Now()))));
}

/// <summary>What is left out is as the second triage proposes.</summary>
internal sealed record AnswerSecondRequest
{
    public Procedure? Procedure { get; init; }
    public Bench? Bench { get; init; }
    /// <summary>Required where anything differs from the proposal.</summary>
    public string? Reason { get; init; }
}
