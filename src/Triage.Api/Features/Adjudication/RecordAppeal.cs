using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Http;

namespace Triage.Api.Features.Adjudication;

/// <summary>A party appeals within its own time, counted from its own service (解释 244).</summary>
internal static class RecordAppeal
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, AppealRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        CalendarStore calendar, TimeProvider time)
    {
        var fields = new FieldErrors();
        var party = fields.Text("party", body.Party, 100, "上诉人");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.Appeal.Event(), party, (c, _) =>
            {
                var on = body.On ?? time.Today();
                var lastDay = calendar.Clocks.Of(c).FirstOrDefault(reading => reading.Rule.Span is Spans.AppealJudgment or Spans.AppealRuling && reading.Span.Subject == party)?.DueOn;
                return Task.FromResult(CaseLifecycle.AllowedStates(CaseAction.Appeal).Contains(c.State) && NotAppealable(c) is { } refusal
                    ? new Decision(refusal)
                    : CaseLifecycle.Decide(c, new AppealCase(new AppealRecord(party, on), lastDay, user.Actor, time.Now())));
            });
    }

    /// <summary>Small claims and special procedure are final whatever the document is (解释 277).</summary>
    private static Refusal? NotAppealable(CourtCase c) =>
        c.Closure is { } closure && AppealPeriods.KindOf(c, closure) is (AppealKind.Final, var citation)
            ? Guards.ByStatute("本案实行一审终审，不得上诉", "This is final at first instance.", citation)
            : null;
}

/// <param name="On">The day on which the court received it; today where absent.</param>
internal sealed record AppealRequest(string? Party = null, DateOnly? On = null);
