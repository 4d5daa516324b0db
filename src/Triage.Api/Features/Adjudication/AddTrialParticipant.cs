using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Adjudication;

/// <summary>A lay assessor, agent, witness, appraiser or interpreter joins. Whoever mediated the case cannot (特邀调解规定 16), under whatever role the person is known.</summary>
internal static class AddTrialParticipant
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, ParticipantRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, CourtSetup court, TimeProvider time)
    {
        var fields = new FieldErrors();
        var part = fields.Needed("as", body.As, "身份（assessor、agent、witness、appraiser、interpreter）");
        var known = body.Person is { } person ? court.NameOf(person) : null;
        if (body.Person is not null && known is null) fields.Add("person", $"没有编号为“{body.Person}”的人员。");
        var name = known ?? fields.Text("name", body.Name, 100, "姓名");
        if (part == ParticipantRole.Assessor && body.As is not null && body.Person is null) fields.Add("person", "陪审员须为本院名册中的人员。");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.AddParticipant.Event(), null, (c, _) =>
            {
                // One human under two ids is still one human.
                var conflict = Conflicts.Of(c, body.Person, court.Known(body.Person, name), part, court.NameOf);
                var decided = CaseLifecycle.Decide(c, new AddParticipant(new TrialParticipant(body.Person, name, part, time.Today()), conflict, user.Actor, time.Now()));
                return Task.FromResult(decided.After is { Judge: { } judge } after && part == ParticipantRole.Agent
                    ? new Decision(RecusalSteps.StepBack(after, Conflicts.OfStaff(after, court.Known(judge, court.NameOf(judge) ?? judge)), time.Today()))
                    : decided);
            });
    }
}

/// <param name="Person">Id in the court's set-up; null for somebody from outside.</param>
internal sealed record ParticipantRequest(string? Person = null, string? Name = null, ParticipantRole? As = null);
