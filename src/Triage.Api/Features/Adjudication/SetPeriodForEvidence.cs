using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Http;

namespace Triage.Api.Features.Adjudication;

/// <summary>The judge says until when evidence is to be given (民事诉讼法 68). How short and how long it may be is in Rules/clocks.json, by procedure.</summary>
internal static class SetPeriodForEvidence
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, EvidencePeriodRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        CalendarStore calendar, TimeProvider time)
    {
        var fields = new FieldErrors();
        var days = fields.Needed("days", body.Days, "天数");
        if (body.Days is < 1 or > 366) fields.Add("days", "天数应为 1 至 366。");
        var reason = fields.Optional("reason", body.Reason, 500, "说明");
        if (fields.Refusal is { } wrong)
            return Problems.From(wrong);
        return await changes.ApplyAsync(id, match, http, user, CaseAction.SetEvidencePeriod.Event(), reason ?? $"{days}日", (c, _) =>
        {
            var today = time.Today();
            var procedure = c.Procedure ?? Procedure.Ordinary;
            var period = new EvidencePeriod(days, body.StartOn ?? today, today, body.Agreed ?? false, body.Rebuttal ?? false, reason, procedure);
            var bounds = calendar.Clocks.Catalogue.For(Spans.Evidence, procedure, c.Regime, period.StartOn)?.Bounds;
            return Task.FromResult(CaseLifecycle.Decide(c, new SetEvidencePeriod(period, bounds, LastDay(c, calendar.Clocks), user.Actor, time.Now())));
        });
    }

    /// <summary>The last day of the period as it stands; null where none is set.</summary>
    public static DateOnly? LastDay(CourtCase c, CaseClocks clocks) => c.Trial?.EvidencePeriods is { Count: > 0 }
        ? clocks.Of(c).Where(reading => reading.Rule.Span == Spans.Evidence).Max(reading => reading.DueOn)
        : null;
}

/// <param name="StartOn">The day of the notice, which is not counted; today where absent.</param>
/// <param name="Agreed">The parties agreed on it and the court allows it.</param>
/// <param name="Rebuttal">Once more after the first has expired, for evidence in rebuttal or to mend a defect.</param>
/// <param name="Reason">Needed where it is longer than usual in small claims.</param>
internal sealed record EvidencePeriodRequest(int? Days = null, DateOnly? StartOn = null, bool? Agreed = null, bool? Rebuttal = null, string? Reason = null);
