using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Http;
using Triage.Api.Rules;

namespace Triage.Api.Features.Confirmation;

/// <summary>Both sides ask the court to confirm their agreement: jointly, within thirty days of effect, and never a matter of status or title (民事诉讼法 205, 解释 355).</summary>
internal static class ApplyForConfirmation
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, ConfirmationRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        RuleBook rules, CalendarStore calendar, CourtSetup court, TimeProvider time)
    {
        var fields = new FieldErrors();
        var applicants = fields.Texts("applicants", body.Applicants, 100, "申请人");
        if (applicants.Count == 0)
            fields.Add("applicants", "请填写申请人。");
        var appliedOn = body.AppliedOn ?? time.Today();
        var handedIn = body.HandedIn is { } carried
            ? new HandedIn(user.PersonId, court.FindMediator(user.PersonId)?.Organisation ?? "", fields.Needed("handedIn.signedOn", carried.SignedOn, "双方签署共同申请书的日期"), fields.Text("handedIn.authority", carried.Authority, 300, "转交委托"))
            : null;
        if (handedIn is not null && !user.Is(Role.Mediator))
            fields.Add("handedIn", "当事人自己到庭申请的，不填 handedIn；只有调解员转交的才填写。");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.ApplyForConfirmation.Event(), null,
                (c, _) => Task.FromResult(Decide(c, applicants, appliedOn, handedIn, user, rules, calendar, time)));
    }

    private static Decision Decide(CourtCase c, IReadOnlyList<string> applicants, DateOnly appliedOn, HandedIn? handedIn, CurrentUser user, RuleBook rules, CalendarStore calendar, TimeProvider time)
    {
        var parties = c.Parties.Select(p => p.Name).ToArray();
        if (applicants.FirstOrDefault(a => !parties.Contains(a)) is { } stranger)
            return new Decision(Guards.Field("applicants", $"“{stranger}”不是本案当事人。"));
        var gates = c.Mediation?.Agreement is { } agreement ? Gates(c, agreement, applicants, appliedOn, rules, calendar) : [];
        return CaseLifecycle.Decide(c, new Domain.ApplyForConfirmation(applicants, appliedOn, gates, user.Actor, time.Now(), handedIn));
    }

    private static GateRecord[] Gates(CourtCase c, MediationAgreement agreement, IReadOnlyList<string> applicants, DateOnly appliedOn, RuleBook rules, CalendarStore calendar)
    {
        var sheet = rules.NewSheet();
        foreach (var (fact, value) in c.Facts)
            sheet.Set(fact, value, FactOrigin.Form);
        sheet.Set("daysSinceAgreement", (decimal)DaysCounted(agreement.EffectiveOn, appliedOn, calendar.Clocks), FactOrigin.Derived);
        sheet.Set("jointApplication", c.Parties.All(p => p.Role == PartyRole.ThirdParty || applicants.Contains(p.Name)), FactOrigin.Document);
        return [.. rules.Evaluate(sheet, appliedOn).Gates.Where(g => g.Fired && g.Rule.Effect.Target == "confirmation")
            .Select(g => new GateRecord(g.Rule.Id, g.Rule.Effect.ToString(), g.Fact ?? "", g.From is { } from ? EnumText.Of(from) : "derived", g.Rule.Summary, g.Rule.Citation))];
    }

    /// <summary>A last day that is no working day moves on (民事诉讼法 85): until then no more days have passed than the law gives.</summary>
    private static int DaysCounted(DateOnly effectiveOn, DateOnly appliedOn, CaseClocks clocks)
    {
        var days = clocks.Catalogue.LengthOf(Spans.ConfirmationApplication, effectiveOn);
        var passed = appliedOn.DayNumber - effectiveOn.DayNumber;
        return passed > days && Counting.Days(clocks.Calendars.Current, effectiveOn, days).Due >= appliedOn ? days : passed;
    }
}

/// <param name="Applicants">Names of the parties who apply: all of them, or it is not a joint application.</param>
/// <param name="AppliedOn">Today where absent.</param>
/// <param name="HandedIn">Required of a mediator, who brings the parties' own signed application; nobody else fills it in.</param>
internal sealed record ConfirmationRequest(IReadOnlyList<string>? Applicants = null, DateOnly? AppliedOn = null, HandedInBody? HandedIn = null);

/// <param name="SignedOn">The day the last party signed the joint application.</param>
/// <param name="Authority">How the parties have asked for it to be handed in, e.g. 双方签名的转交委托书.</param>
internal sealed record HandedInBody(DateOnly? SignedOn = null, string? Authority = null);
