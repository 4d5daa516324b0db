using Triage.Api.Domain.Clocks;

namespace Triage.Api.Domain;

/// <summary>What the steps of judicial confirmation (司法确认) write into a case.</summary>
internal static class ConfirmationSteps
{
    public static Step Apply(CourtCase before, ApplyForConfirmation c)
    {
        if (c.Gates.FirstOrDefault(g => g.Effect == "forbids confirmation") is { } gate)
            return Guards.ByStatute("不能申请司法确认", "Confirmation is barred.", gate);
        if (!c.Gates.Any(g => g.Effect == "allows confirmation"))
            return Guards.ByStatute("司法确认由双方当事人在协议生效三十日内共同申请", "Confirmation needs a joint application within thirty days.", Statutes.ConfirmationInThirtyDays);
        if (before.Confirmation?.Decision is ConfirmationDecision.Rejected or ConfirmationDecision.NotAccepted && before.State == CaseState.ConfirmationRefused)
            return Guards.ByStatute("原协议未获确认，须先变更协议或者达成新的协议，也可以起诉", "The agreement was not confirmed: change it first, or sue.", Statutes.AfterRefusedConfirmation);
        if (c.HandedIn is null && !c.By.IsAny(Role.Clerk, Role.TriageOfficer, Role.TribunalHead))
            return Guards.ByStatute("司法确认由双方当事人本人或者其代理人申请；调解员转交的，须有双方签名的共同申请书和转交委托（handedIn）", "The parties apply; a mediator only hands in what both have signed.", Statutes.PartiesApply);
        if (c.HandedIn is { } carried && (carried.SignedOn > c.AppliedOn || carried.SignedOn < before.Mediation!.Agreement!.EffectiveOn))
            return Guards.Field("handedIn.signedOn", "双方签署共同申请书的日期应在协议生效之后、申请之前。");
        if (Guards.Day("appliedOn", c.AppliedOn, before.Mediation!.Agreement!.EffectiveOn, c.Today, "协议生效日") is { } wrong)
            return wrong;
        return (CaseState.ConfirmationApplied, before with
        {
            Confirmation = new ConfirmationRecord { Applicants = c.Applicants, AppliedOn = c.AppliedOn, HandedIn = c.HandedIn, Earlier = Earlier(before.Confirmation) },
        });
    }

    public static Step Accept(CourtCase before, AcceptConfirmation c) =>
        Guards.Day("acceptedOn", c.AcceptedOn, before.Confirmation!.AppliedOn, c.Today, "申请日") is { } wrong ? wrong
        : (CaseState.ConfirmationReview, WithNumbers(before, c.NewNumbers) with { Confirmation = before.Confirmation! with { AcceptedOn = c.AcceptedOn } });

    public static Step Decide(CourtCase before, DecideConfirmation c)
    {
        var confirmation = before.Confirmation!;
        if (Guards.Day("decidedOn", c.DecidedOn, confirmation.AcceptedOn ?? confirmation.AppliedOn, c.Today, "申请受理日") is { } wrong)
            return wrong;
        if (c.Decided is ConfirmationDecision.Rejected or ConfirmationDecision.NotAccepted && string.IsNullOrWhiteSpace(c.Ground))
            return new Refusal(RefusalCodes.ReasonRequired, "驳回申请、不予受理须写明理由（民诉法解释第355条、第358条）。", "A refusal of confirmation needs its ground.")
            { Errors = new Dictionary<string, string[]> { ["ground"] = ["请写明属于第355条或者第358条的哪一种情形。"] } };
        var after = WithNumbers(before, c.NewNumbers) with
        {
            // Nobody entered an acceptance: none is made up, and the thirty days are counted from the application.
            Confirmation = confirmation with { Decision = c.Decided, Ground = c.Ground, DecidedOn = c.DecidedOn },
        };
        // Final at first instance, so effective without a time to appeal (民事诉讼法 185, 158); that it waits for service no article says.
        return c.Decided == ConfirmationDecision.Confirmed
            ? (CaseState.Confirmed, after with { EffectiveOn = c.DecidedOn })
            : (CaseState.ConfirmationRefused, after);
    }

    /// <summary>The ruling reaches a party: from its own receipt it has fifteen days to object (民诉法解释 372).</summary>
    public static Step Serve(CourtCase before, TrialEvent happened, DateOnly today)
    {
        if (happened.Kind is not (TrialEventKinds.Served or TrialEventKinds.ReceiptReturned))
            return Guards.Field("kind", "这里只登记司法确认裁定书的送达（served）和邮寄回执（receipt_returned）。");
        if (before.Confirmation is not { Decision: not null } confirmation)
            return Guards.Field("kind", "本案没有需要送达的司法确认裁定。");
        if (happened.Party is not { } party)
            return Guards.Field("party", "请填写受送达的当事人。");
        var posted = confirmation.Service.FirstOrDefault(s => s.Party == party && s is { Method: ServiceMethod.Post, ReceivedOn: null });
        if (happened.Kind == TrialEventKinds.ReceiptReturned)
            return posted is null ? Guards.Field("party", "没有向该当事人邮寄而尚未退回回执的文书。")
                : Guards.Day("on", happened.On, posted.On, today, "交邮日") is { } early ? early
                : (before.State, before with { Confirmation = confirmation with { Service = [.. confirmation.Service.Select(s => s == posted ? s with { ReceivedOn = happened.On } : s)] } });
        return happened.Method is not { } method ? Guards.Field("method", "请填写送达方式。")
            : confirmation.Service.Any(s => s.Party == party && s != posted) ? Guards.Field("party", $"已登记过向“{party}”的送达。")
            : Guards.Day("on", happened.On, confirmation.DecidedOn, today, "裁定之日") is { } wrong ? wrong
            : (before.State, before with { Confirmation = confirmation with { Service = [.. confirmation.Service, new ServiceRecord(party, method, happened.On)] } });
    }

    private static CourtCase WithNumbers(CourtCase c, IReadOnlyList<CaseNumber> added) => added.Count == 0 ? c : c with { Numbers = [.. c.Numbers, .. added] };

    private static IReadOnlyList<EarlierConfirmation> Earlier(ConfirmationRecord? last) =>
        last is { Decision: { } decision, DecidedOn: { } on } ? [.. last.Earlier, new EarlierConfirmation(last.AppliedOn, decision, last.Ground, on)] : last?.Earlier ?? [];
}
