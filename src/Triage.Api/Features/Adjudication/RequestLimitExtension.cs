using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Http;

namespace Triage.Api.Features.Adjudication;

/// <summary>Asked of the president fifteen days before the limit ends, and never for more than the law lets a president grant.</summary>
internal static class RequestLimitExtension
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, ExtensionRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        CalendarStore calendar, TimeProvider time)
    {
        var fields = new FieldErrors();
        OneLength(fields, body.Days, body.Months);
        var reason = fields.Optional("reason", body.Reason, 1000, "理由");
        if (fields.Refusal is { } wrong)
            return Problems.From(wrong);
        return await changes.ApplyAsync(id, match, http, user, CaseAction.RequestExtension.Event(), reason, (c, _) =>
        {
            var extension = new LimitExtension(body.Days, body.Months, body.RequestedOn ?? time.Today(), reason, null, null, c.Procedure);
            return Task.FromResult(CaseLifecycle.AllowedStates(CaseAction.RequestExtension).Contains(c.State) && TooMuch(c, extension, calendar.Clocks) is { } refusal
                ? new Decision(refusal)
                : CaseLifecycle.Decide(c, new RequestExtension(extension, calendar.Clocks.ExtensionOf(c), user.Actor, time.Now(), calendar.Clocks.ReviewOf(c)?.DueOn)));
        });
    }

    /// <summary>With what was granted before, it may not pass the most that the article allows.</summary>
    private static Refusal? TooMuch(CourtCase c, LimitExtension asked, CaseClocks clocks)
    {
        if ((c.State == CaseState.ConfirmationReview ? clocks.ReviewOf(c) : clocks.TrialOf(c)) is not { Rule: { Extension: { Most: { } most } extension } rule, Span: var span }) return null;
        return Passes(rule, span, span.ExtendedMonths + (asked.Months ?? 0), span.ExtendedDays + (asked.Days ?? 0), most)
            ? Guards.ByStatute($"院长至多可以延长{most}{DeadlineCounting.UnitName(rule.Unit)}（连同已批准的）", "That is more than the president may grant.", extension.Citation)
            : null;
    }

    public static void OneLength(FieldErrors fields, int? days, int? months)
    {
        if (days is null == months is null) fields.Add("months", "days 与 months 填写且只填写一项。");
        if (days is < 1 or > 366) fields.Add("days", "天数应为 1 至 366。");
        if (months is < 1 or > 12) fields.Add("months", "月数应为 1 至 12。");
    }

    /// <summary>Whether so much more than the rule's own length passes the most, counted from filing: six months and ten days are more than six months.</summary>
    public static bool Passes(ClockRule rule, ClockSpan span, int months, int days, int most)
    {
        var start = span.StartOn;
        var cap = rule.Unit == ClockUnit.Month ? start.AddMonths(rule.Length + most) : start.AddDays(rule.Length + most);
        return (rule.Unit == ClockUnit.Month ? start.AddMonths(rule.Length + months) : start.AddDays(rule.Length).AddMonths(months)).AddDays(days) > cap;
    }
}

/// <summary>Either days or months.</summary>
/// <param name="RequestedOn">Today where absent.</param>
internal sealed record ExtensionRequest(int? Days = null, int? Months = null, DateOnly? RequestedOn = null, string? Reason = null);
