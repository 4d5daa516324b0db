using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Proposing;

namespace Triage.Api.Features.Confirmation;

/// <summary>The judge rules: valid and enforceable, or not, with the ground. One instance, a sole judge (民事诉讼法 185, 206).</summary>
internal static class DecideApplication
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, ConfirmationDecisionRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        Registration registration, CourtSetup court, TimeProvider time)
    {
        var fields = new FieldErrors();
        var decision = fields.Needed("decision", body.Decision, "裁定结果");
        var ground = fields.Optional("ground", body.Ground, 1000, "理由");
        var decidedOn = body.DecidedOn ?? time.Today();
        if (fields.Refusal is { } wrong)
            return Problems.From(wrong);
        return await changes.ApplyAsync(id, match, http, user, CaseAction.DecideConfirmation.Event(), ground, async (c, unit) =>
        {
            // Nobody reviews an agreement that he or she brought about.
            if (Conflicts.HasMediated(c, court.Known(user.PersonId, user.Name), court.NameOf))
                return new Decision(Guards.ByStatute($"{user.Name}调解过本案，不能审查该调解协议", "Whoever mediated the case does not review the agreement.", Statutes.JudicialTie));
            var decided = CaseLifecycle.Decide(c, new DecideConfirmation(decision, ground, decidedOn, [], user.Actor, time.Now()));
            var numbered = c.Confirmation?.AcceptedOn is not null || decision == ConfirmationDecision.NotAccepted;
            return decided.After is { } after && !numbered ? new Decision(after with { Numbers = [.. after.Numbers, await registration.ConfirmationAsync(unit, decidedOn)] }) : decided;
        });
    }
}

/// <param name="Ground">Required where the application is rejected or not accepted: which case of 解释 358 or 355.</param>
/// <param name="DecidedOn">Today where absent.</param>
internal sealed record ConfirmationDecisionRequest(ConfirmationDecision? Decision = null, string? Ground = null, DateOnly? DecidedOn = null);
