namespace Triage.Api.Domain;

/// <summary>What the steps of mediation write into a case.</summary>
internal static class MediationSteps
{
    /// <summary>The fact that carries the mediator's view into the second triage.</summary>
    public const string OpinionFact = "mediatorHoldsComplex";

    public static MediationRecord Queue(CourtCase c, DateTimeOffset at) => c.Mediation ?? new MediationRecord { QueuedAt = at };

    /// <summary>Into the queue. What had left mediation and is sent back begins anew there, and nobody holds it.</summary>
    public static CourtCase Enter(CourtCase c, DateTimeOffset at) => c.Mediation is not { } earlier ? c with { Mediation = Queue(c, at) } : c with
    {
        Mediator = null,
        Mediation = earlier with
        {
            QueuedAt = at,
            Lease = null,
            StartedOn = null,
            EndedOn = null,
            Outcome = null,
            Reason = null,
            Returns = c.Mediator is { } held ? [.. earlier.Returns, new MediationReturn(held, at, earlier.Reason ?? "调解已终止", false)] : earlier.Returns,
        },
    };

    /// <summary>Named by an officer: the case stays where it is, but nobody else may take it until the offer is answered. An open offer is taken back by a new one.</summary>
    public static Step Offer(CourtCase before, OfferCase c) =>
        c.Conflict is { } conflict ? conflict
        : (CaseState.AwaitingMediator, before with { Mediation = Answered(Queue(before, c.At), before.Mediation?.Offer?.Until < c.At ? OfferAnswer.Lapsed : OfferAnswer.TakenBack, c.At, null, c.Offer.Reason) with { Offer = c.Offer } });

    public static Step Decline(CourtCase before, DeclineOffer c) =>
        before.Mediation?.Offer is not { } offer ? new Refusal(RefusalCodes.StateConflict, "本案没有待答复的交办。", "There is no open offer.")
        : !Addresses(offer, c.Mediator, c.Organisation) ? NotAsked(offer)
        : (CaseState.AwaitingMediator, before with { Mediation = Answered(before.Mediation, OfferAnswer.Declined, c.At, c.Mediator, c.Reason) with { Offer = c.Next } });

    public static Step Lapse(CourtCase before, ExpireOffer c) => before.Mediation?.Offer is null
        ? new Refusal(RefusalCodes.StateConflict, "本案没有待答复的交办。", "There is no open offer.")
        : (CaseState.AwaitingMediator, before with { Mediation = Answered(before.Mediation, OfferAnswer.Lapsed, c.At, null, "三个工作日内未答复") with { Offer = c.Next } });

    /// <summary>Who leaves the queue leaves no offer behind, whatever led out of it.</summary>
    public static CourtCase WithoutOffer(CourtCase after, CaseState to, DateTimeOffset at) =>
        to != CaseState.AwaitingMediator && after.Mediation is { Offer: not null } m
            ? after with { Mediation = Answered(m, to == CaseState.Mediating ? OfferAnswer.Accepted : OfferAnswer.TakenBack, at, to == CaseState.Mediating ? after.Mediator : null, null) }
            : after;

    public static bool Addresses(MediationOffer offer, string mediator, string? organisation) => offer.To == mediator || (organisation is not null && offer.To == organisation);

    private static MediationRecord Answered(MediationRecord m, OfferAnswer answer, DateTimeOffset at, string? mediator, string? reason) => m.Offer is not { } offer ? m
        : m with { Offer = null, Offers = [.. m.Offers, new AnsweredOffer(offer.To, offer.ChosenBy, offer.OfferedAt, answer, at, mediator, reason)] };

    private static Refusal NotAsked(MediationOffer offer) => new(RefusalCodes.LostRace,
        $"本案已交办他人，{offer.Until.AddDays(-1):yyyy-MM-dd} 前等待其答复，其间他人不能领取。", "The case is offered to somebody else until then.");

    /// <summary>The mediation clock starts with the first acceptance and never anew (lifecycle.md E3).</summary>
    public static Step Claim(CourtCase before, ClaimCase c)
    {
        var queued = Queue(before, c.At);
        if (c.Conflict is { } conflict)
            return conflict;
        if (queued.Offer is { } offer && !Addresses(offer, c.Mediator, c.Organisation))
            return NotAsked(offer);
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
    public static Step Requeue(CourtCase before, DateTimeOffset at, string reason, bool expired, Actor? by = null)
    {
        var mediation = before.Mediation!;
        var back = new MediationReturn(before.Mediator!, at, reason, expired, ReturnedBy: by?.Name);
        return (CaseState.AwaitingMediator, before with { Mediator = null, Mediation = mediation with { Lease = null, Returns = [.. mediation.Returns, back] } });
    }

    /// <summary>While nobody mediates yet a refusal ends the waiting; later the mediator ends it with a sheet.</summary>
    public static Step Consent(CourtCase before, GiveConsent c)
    {
        if (!before.Parties.Any(p => p.Name == c.Consent.Party))
            return Guards.Field("party", $"“{c.Consent.Party}”不是本案当事人。");
        if (Guards.Day("on", c.Consent.On, before.ReceivedOn, c.Today, "收件日") is { } wrong)
            return wrong;
        var consent = c.Consent with { Stage = c.Consent.Stage ?? (before.IsRegistered ? ConsentStage.AfterFiling : ConsentStage.BeforeFiling) };
        if (consent.Stage == ConsentStage.BeforeFiling && before.IsRegistered)
            return Guards.Field("stage", "本案已登记立案，调解意愿记为立案后（after_filing）。");
        if (consent.Stage == ConsentStage.AfterFiling && !before.IsRegistered)
            return Guards.Field("stage", "本案尚未登记立案，调解意愿记为立案前（before_filing）。");
        var after = before with { Mediation = before.Mediation! with { Consents = [.. before.Mediation!.Consents, consent] } };
        return consent.Given || !consent.IsForMediation || before.State == CaseState.Mediating
            ? (before.State, after)
            : (CaseState.MediationFailed, after with { Mediation = after.Mediation with { Outcome = MediationOutcome.Failed, EndedOn = c.Consent.On, Reason = $"{c.Consent.Party}不同意调解" } });
    }

    public static Step Hold(CourtCase before, HoldSession c) =>
        Refused(before) is { } refused ? refused
        : Untold(before) is { } untold ? untold
        : c.Session.Mode is SessionMode.Video or SessionMode.Asynchronous && before.Mediation!.Refusing(ConsentStage.Online).FirstOrDefault() is { } party
            ? Guards.ByStatute($"“{party}”不同意在线调解，应当约定时间、地点现场调解", "A party refuses to be mediated online.", Statutes.OnlineRefused)
        : Guards.Day("heldOn", c.Session.HeldOn, before.ReceivedOn, c.Today, "收件日") is { } wrong ? wrong
        : (CaseState.Mediating, before with { Mediation = before.Mediation! with { Lease = null, Sessions = [.. before.Mediation!.Sessions, c.Session] } });

    public static Step Extend(CourtCase before, ExtendMediation c) =>
        Refused(before) is { } refused ? refused
        : c.Extension.Days <= 0 ? Guards.Field("days", "延长的天数应为正数。")
        : NotAgreeing(before, c.Extension) is { } missing ? Guards.ByStatute($"延长调解须双方同意，“{missing}”没有同意", "Both sides must agree to go on.", Statutes.ExtensionByConsent)
        : Guards.Day("consentOn", c.Extension.ConsentOn, before.Mediation!.StartedOn, c.Today, "调解开始日") is { } wrong ? wrong
        : (CaseState.Mediating, before with { Mediation = before.Mediation! with { Extensions = [.. before.Mediation!.Extensions, c.Extension] } });

    public static Step Change(CourtCase before, ChangeMediator c)
    {
        var mediation = before.Mediation!;
        if (mediation.Changes > 0)
            return Guards.ByStatute("调解员已经更换过一次，再次不同意的视为拒绝调解，应当终止调解", "The mediator was changed once; a second refusal counts as refusing mediation.", Statutes.ChangeOnce);
        var step = Requeue(before, c.At, $"更换调解员：{c.Reason}", expired: false, c.By);
        var returns = step.After!.Mediation!.Returns;
        return (step.To, step.After with { Mediation = step.After.Mediation with { Changes = mediation.Changes + 1, Returns = [.. returns.SkipLast(1), returns[^1] with { Replaced = true }] } });
    }

    /// <summary>The first party that has not agreed to more days: not among those named, or with a no on record. Nobody named: who asks states that both agree.</summary>
    private static string? NotAgreeing(CourtCase c, MediationExtension extension) =>
        c.Parties.Where(p => p.Role != PartyRole.ThirdParty).Select(p => p.Name)
            .FirstOrDefault(name => (extension.ConsentedBy is { } named && !named.Contains(name)) || c.Mediation!.Refusing(ConsentStage.Extension).Contains(name));

    public static Step End(CourtCase before, EndMediation c)
    {
        var mediation = before.Mediation!;
        if (Guards.Day("endedOn", c.EndedOn, mediation.StartedOn, c.Today, "调解开始日") is { } wrong)
            return wrong;
        if (c.Outcome == MediationOutcome.Agreed && MayNotAgree(before, c) is { } refused)
            return refused;
        if (c.Outcome is MediationOutcome.Withdrawn or MediationOutcome.SettledPrivately && Untold(before) is { } untold)
            return untold;
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
        if (Untold(before) is { } untold)
            return untold;
        foreach (var (index, item) in agreement.Performance.Index())
            if (item.DueOn < agreement.SignedOn)
                return Guards.Field($"agreement.performance[{index}].dueOn", $"履行期限 {item.DueOn:yyyy-MM-dd} 早于协议签署日（{agreement.SignedOn:yyyy-MM-dd}）。");
        return Guards.Day("agreement.signedOn", agreement.SignedOn, before.ReceivedOn, c.Today, "收件日") ?? Guards.Day("agreement.mediatorSealedOn", agreement.MediatorSealedOn, before.ReceivedOn, c.Today, "收件日");
    }

    /// <summary>Violence is not talked away before the person in danger knows of the protection order (反家庭暴力法 23, 28).</summary>
    public static Refusal? Untold(CourtCase c) => c.Facts.GetValueOrDefault("violence") && c.Protection is null
        ? Guards.ByStatute("本案涉及家庭暴力，须先向受害人告知人身安全保护令，再谈调解或者撤回", "Violence: inform of the protection order first.", Statutes.ProtectionOrder)
        : null;

    private static Refusal? Refused(CourtCase c) => c.Mediation?.Refuser is { } party
        ? Guards.ByStatute($"“{party}”拒绝调解，不能继续调解，应当终止并依法立案", "A party refuses to be mediated.", Statutes.MediateUnlessRefused)
        : null;
}
