using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Http;
using Triage.Api.Rules;

namespace Triage.Api.Features.Confirmation;

/// <summary>Both sides ask the court to confirm their agreement: jointly, within thirty days of effect, and never a matter of status or title (民事诉讼法 205, 解释 355).</summary>
internal static class ApplyForConfirmation
{
    private const int Days = 30;

    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, ConfirmationRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        RuleBook rules, CalendarStore calendar, TimeProvider time)
    {
        var fields = new FieldErrors();
        var applicants = fields.Texts("applicants", body.Applicants, 100, "申请人");
        if (applicants.Count == 0)
            fields.Add("applicants", "请填写申请人。");
        var appliedOn = body.AppliedOn ?? time.Today();
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.ApplyForConfirmation.Event(), null,
                (c, _) => Task.FromResult(Decide(c, applicants, appliedOn, user, rules, calendar, time)));
    }

    private static Decision Decide(CourtCase c, IReadOnlyList<string> applicants, DateOnly appliedOn, CurrentUser user, RuleBook rules, CalendarStore calendar, TimeProvider time)
    {
        var parties = c.Parties.Select(p => p.Name).ToArray();
        if (applicants.FirstOrDefault(a => !parties.Contains(a)) is { } stranger)
            return new Decision(Guards.Field("applicants", $"“{stranger}”不是本案当事人。"));
        var gates = c.Mediation?.Agreement is { } agreement ? Gates(c, agreement, applicants, appliedOn, rules, calendar) : [];
        return CaseLifecycle.Decide(c, new Domain.ApplyForConfirmation(applicants, appliedOn, gates, user.Actor, time.Now()));
    }

    private static GateRecord[] Gates(CourtCase c, MediationAgreement agreement, IReadOnlyList<string> applicants, DateOnly appliedOn, RuleBook rules, CalendarStore calendar)
    {
        var sheet = rules.NewSheet();
        foreach (var (fact, value) in c.Facts)
            sheet.Set(fact, value, FactOrigin.Form);
        sheet.Set("daysSinceAgreement", (decimal)DaysCounted(agreement.EffectiveOn, appliedOn, calendar.Calendar), FactOrigin.Derived);
        sheet.Set("jointApplication", c.Parties.All(p => p.Role == PartyRole.ThirdParty || applicants.Contains(p.Name)), FactOrigin.Document);
        return [.. rules.Evaluate(sheet, appliedOn).Gates.Where(g => g.Fired && g.Rule.Effect.Target == "confirmation")
            .Select(g => new GateRecord(g.Rule.Id, g.Rule.Effect.ToString(), g.Fact ?? "", g.From is { } from ? EnumText.Of(from) : "derived", g.Rule.Summary, g.Rule.Citation))];
    }

    /// <summary>A thirtieth day that is no working day moves on (民事诉讼法 85): until then no more than thirty days have passed.</summary>
    private static int DaysCounted(DateOnly effectiveOn, DateOnly appliedOn, WorkingCalendar calendar)
    {
        var passed = appliedOn.DayNumber - effectiveOn.DayNumber;
        return passed > Days && Counting.Days(calendar, effectiveOn, Days).Due >= appliedOn ? Days : passed;
    }
}

/// <param name="Applicants">Names of the parties who apply: all of them, or it is not a joint application.</param>
/// <param name="AppliedOn">Today where absent.</param>
internal sealed record ConfirmationRequest(IReadOnlyList<string>? Applicants = null, DateOnly? AppliedOn = null);
