using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Http;

namespace Triage.Api.Features.Adjudication;

/// <summary>What the president gave was not enough: the superior court is asked, fifteen days before the limit ends (民事诉讼法 152, 延长审限规定 1).</summary>
internal static class RequestSuperiorLimitExtension
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, SuperiorExtensionRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        CalendarStore calendar, TimeProvider time)
    {
        var fields = new FieldErrors();
        RequestLimitExtension.OneLength(fields, body.Days, body.Months);
        var superior = fields.Text("court", body.Court, 100, "上级人民法院");
        var reason = fields.Text("reason", body.Reason, 1000, "理由");
        if (fields.Refusal is { } wrong)
            return Problems.From(wrong);
        return await changes.ApplyAsync(id, match, http, user, CaseAction.RequestSuperiorExtension.Event(), reason, (c, _) =>
        {
            var extension = new LimitExtension(body.Days, body.Months, body.RequestedOn ?? time.Today(), reason, null, null, c.Procedure, ExtensionAuthority.SuperiorCourt, superior);
            return Task.FromResult(CaseLifecycle.AllowedStates(CaseAction.RequestSuperiorExtension).Contains(c.State) && TooMuch(c, extension, calendar.Clocks) is { } refusal
                ? new Decision(refusal)
                : CaseLifecycle.Decide(c, new RequestSuperiorExtension(extension, calendar.Clocks.ExtensionOf(c)?.Superior, user.Actor, time.Now())));
        });
    }

    /// <summary>Only the ordinary procedure knows it, and with what was granted before it may not pass the most that the article allows.</summary>
    private static Refusal? TooMuch(CourtCase c, LimitExtension asked, CaseClocks clocks)
    {
        if (clocks.TrialOf(c) is not { Rule: { Extension: { } extension } rule, Span: var span }) return null;
        if (extension.Superior is not { } superior)
            return Guards.ByStatute("本程序的审限只能由本院院长批准延长，不能报请上级人民法院再延长", "In this procedure nobody but the president extends the limit.", extension.Citation);
        return RequestLimitExtension.Passes(rule, span, span.SuperiorMonths + (asked.Months ?? 0), span.SuperiorDays + (asked.Days ?? 0), superior.Most)
            ? Guards.ByStatute($"上级人民法院至多可以再延长{superior.Most}{DeadlineCounting.UnitName(rule.Unit)}（连同已批准的）", "That is more than the superior court may grant.", superior.Citation)
            : null;
    }
}

/// <summary>Either days or months.</summary>
/// <param name="Court">Name of the superior court that is asked.</param>
/// <param name="RequestedOn">Today where absent.</param>
internal sealed record SuperiorExtensionRequest(int? Days = null, int? Months = null, string? Court = null, DateOnly? RequestedOn = null, string? Reason = null);
