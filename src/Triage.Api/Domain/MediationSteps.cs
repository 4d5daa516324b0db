namespace Triage.Api.Domain;

/// <summary>What the steps of mediation write into a case.</summary>
internal static class MediationSteps
{
    /// <summary>The fact that carries the mediator's view into the second triage.</summary>
    public const string OpinionFact = "mediatorHoldsComplex";

    public static MediationRecord Queue(CourtCase c, DateTimeOffset at) => c.Mediation ?? new MediationRecord { QueuedAt = at };

    /// <summary>The mediation clock starts with the first acceptance and never anew (lifecycle.md E3).</summary>
    public static Step Claim(CourtCase before, ClaimCase c)
    {
        var queued = Queue(before, c.At);
        return (CaseState.Mediating, before with
        {
            Mediator = c.Mediator,
            Mediation = queued with { Attempt = queued.Attempt + 1, Lease = new(c.Mediator, c.At, c.Until), StartedOn = queued.StartedOn ?? c.Today },
        });
    }

    public static Step Expire(CourtCase before, ExpireLease c) => before.Mediation?.Lease is null
        ? new Refusal(RefusalCodes.StateConflict, "调解已经开展，没有可收回的租约。", "Mediation has begun; there is no lease to take back.")
        : Requeue(before, c.At, "租约到期：三个工作日内未开展调解", expired: true);

    /// <summary>A case goes back to its old place: the queue is ordered by when it first came in (lifecycle.md E3).</summary>
    public static Step Requeue(CourtCase before, DateTimeOffset at, string reason, bool expired)
    {
        var mediation = before.Mediation!;
        var back = new MediationReturn(before.Mediator!, at, reason, expired);
        return (CaseState.AwaitingMediator, before with { Mediator = null, Mediation = mediation with { Lease = null, Returns = [.. mediation.Returns, back] } });
    }

    /// <summary>While nobody mediates yet a refusal ends the waiting; later the mediator ends it with a sheet.</summary>
    public static Step Consent(CourtCase before, GiveConsent c)
    {
        if (!before.Parties.Any(p => p.Name == c.Consent.Party))
            return Guards.Field("party", $"“{c.Consent.Party}”不是本案当事人。");
        if (Guards.Day("on", c.Consent.On, before.ReceivedOn, c.Today) is { } wrong)
            return wrong;
        var after = before with { Mediation = before.Mediation! with { Consents = [.. before.Mediation!.Consents, c.Consent] } };
        return c.Consent.Given || before.State == CaseState.Mediating
            ? (before.State, after)
            : (CaseState.MediationFailed, after with { Mediation = after.Mediation with { Outcome = MediationOutcome.Failed, EndedOn = c.Consent.On, Reason = $"{c.Consent.Party}不同意调解" } });
    }

    public static Step Hold(CourtCase before, HoldSession c) =>
        Refused(before) is { } refused ? refused
        : Guards.Day("heldOn", c.Session.HeldOn, before.ReceivedOn, c.Today) is { } wrong ? wrong
        : (CaseState.Mediating, before with { Mediation = before.Mediation! with { Lease = null, Sessions = [.. before.Mediation!.Sessions, c.Session] } });

    public static Step Extend(CourtCase before, ExtendMediation c) =>
        Refused(before) is { } refused ? refused
        : c.Extension.Days <= 0 ? Guards.Field("days", "延长的天数应为正数。")
        : Guards.Day("consentOn", c.Extension.ConsentOn, before.Mediation!.StartedOn, c.Today) is { } wrong ? wrong
        : (CaseState.Mediating, before with { Mediation = before.Mediation! with { Extensions = [.. before.Mediation!.Extensions, c.Extension] } });

    public static Step Change(CourtCase before, ChangeMediator c)
    {
        var mediation = before.Mediation!;
        if (mediation.Changes > 0)
            return Guards.ByStatute("调解员已经更换过一次，再次不同意的视为拒绝调解，应当终止调解", "The mediator was changed once; a second refusal counts as refusing mediation.", Statutes.ChangeOnce);
        var step = Requeue(before, c.At, $"更换调解员：{c.Reason}", expired: false);
        return (step.To, step.After! with { Mediation = step.After!.Mediation! with { Changes = mediation.Changes + 1 } });
    }

    public static Step End(CourtCase before, EndMediation c)
    {
        var mediation = before.Mediation!;
        if (Guards.Day("endedOn", c.EndedOn, mediation.StartedOn, c.Today) is { } wrong)
            return wrong;
        if (c.Outcome == MediationOutcome.Agreed && MayNotAgree(before, c) is { } refused)
            return refused;
        var after = before with
        {
            Facts = c.Opinion is { } opinion ? IntakeSteps.Merge(before.Facts, new Dictionary<string, bool> { [OpinionFact] = opinion == ComplexityOpinion.Complex }) : before.Facts,
            Numbers = c.NewNumbers.Count == 0 ? before.Numbers : [.. before.Numbers, .. c.NewNumbers],
            Mediation = mediation with
            {
                Lease = null,
                Outcome = c.Outcome,
                EndedOn = c.EndedOn,
                Reason = c.Reason,
                Agreement = c.Outcome == MediationOutcome.Agreed ? c.Agreement : null,
                UndisputedFacts = c.UndisputedFacts,
                Focus = c.Focus,
                ComplexityOpinion = c.Opinion,
            },
        };
        return c.Outcome switch
        {
            MediationOutcome.Agreed => (CaseState.Agreed, after),
            MediationOutcome.Withdrawn or MediationOutcome.SettledPrivately => (before.IsRegistered ? CaseState.Filed : CaseState.Withdrawn, after),
            MediationOutcome.Failed or MediationOutcome.Unreachable or MediationOutcome.RefusedToSign or MediationOutcome.Expired or MediationOutcome.Other =>
                (CaseState.MediationFailed, c.Second is { } second ? after with { SecondTriage = second, Flags = before.Flags } : after),
        };
    }

    /// <summary>The agreement that was not confirmed is kept; a new one takes its place.</summary>
    public static Step Reopen(CourtCase before, ReopenMediation c)
    {
        var mediation = before.Mediation!;
        return (CaseState.Mediating, before with
        {
            Mediation = mediation with
            {
                EarlierAgreements = mediation.Agreement is { } old ? [.. mediation.EarlierAgreements, old] : mediation.EarlierAgreements,
                Agreement = null,
                Outcome = null,
                EndedOn = null,
                Reason = null,
                StartedOn = c.Today,
            },
        });
    }

    private static Refusal? MayNotAgree(CourtCase before, EndMediation c)
    {
        if (c.Agreement is not { } agreement)
            return Guards.Field("agreement", "达成协议的，请填写协议内容、签署日期和调解员签章日期。");
        if (Refused(before) is { } refused)
            return refused;
        if (Guards.Gate(before, "forbids mediation") is { } gate)
            return Guards.ByStatute("本案不得调解，不能达成调解协议", "Not to be mediated.", gate);
        if (before.HasFlag("false_suit_risk"))
            return Guards.ByStatute("本案有虚假诉讼、虚假调解嫌疑，应当中止调解并报告法院", "A false suit is suspected: stop and report.", Statutes.FalseMediation);
        if (before.Facts.GetValueOrDefault("violence") && before.Protection is null)
            return Guards.ByStatute("本案涉及家庭暴力，须先向受害人告知人身安全保护令，再谈调解", "Violence: inform of the protection order first.", Statutes.ProtectionOrder);
        return Guards.Day("agreement.signedOn", agreement.SignedOn, before.ReceivedOn, c.Today) ?? Guards.Day("agreement.mediatorSealedOn", agreement.MediatorSealedOn, before.ReceivedOn, c.Today);
    }

    private static Refusal? Refused(CourtCase c) => c.Mediation?.Refuser is { } party
        ? Guards.ByStatute($"“{party}”拒绝调解，不能继续调解，应当终止并依法立案", "A party refuses to be mediated.", Statutes.MediateUnlessRefused)
        : null;
}
