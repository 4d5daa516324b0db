namespace Triage.Api.Domain.Clocks;

/// <summary>Reads from the records of a case which clocks have started and which have stopped. Nothing is stored twice: what the case says is what the clocks measure.</summary>
internal static class CaseSpans
{
    /// <summary>Everything but what depends on how another clock is counted: the trial on the mediation, the file of an appeal on the answer to it.</summary>
    public static IEnumerable<ClockSpan> Of(CourtCase c, ClockCatalogue clocks) =>
    [
        .. FilingReview(c), .. MediatorAcceptance(c), .. Mediation(c), .. Confirmation(c, clocks), .. FromFiling(c), .. Steps(c), .. Evidence(c), .. Recusals(c), .. Appeals(c, clocks), .. After(c),
    ];

    /// <summary>The trial limit runs from the day after filing to the legal closing date; null where nothing was filed.</summary>
    /// <param name="extra">Deductions and doubts that come from the mediation.</param>
    public static ClockSpan? Trial(CourtCase c, IReadOnlyList<Deduction> extra, IReadOnlyList<DeductionDoubt> doubts)
    {
        if (c.FiledOn is not { } filed || c.Procedure is not { } procedure) return null;
        var trial = c.Trial ?? new TrialRecord();
        var granted = trial.Extensions.Where(extension => extension.Granted == true && (extension.Procedure ?? procedure) == procedure).ToLookup(extension => extension.Authority);
        var (own, superior) = (granted[ExtensionAuthority.President], granted[ExtensionAuthority.SuperiorCourt]);
        return new()
        {
            Span = Spans.Trial,
            StartOn = filed,
            StartedBy = "立案",
            SetTo = trial.DueOnStated ? trial.DueOn : null,
            EndedOn = c.ClosedOn,
            EndedBy = c.ClosedOn is null ? null : "结案",
            // A case that closes while it stands still stands still to the end.
            Deductions = trial.DueOnStated ? [] : [.. trial.Suspensions.Select(suspension => new Deduction(suspension.Ground, suspension.From, suspension.To ?? c.ClosedOn)), .. extra],
            ExtendedDays = own.Sum(extension => extension.Days ?? 0),
            ExtendedMonths = own.Sum(extension => extension.Months ?? 0),
            SuperiorDays = superior.Sum(extension => extension.Days ?? 0),
            SuperiorMonths = superior.Sum(extension => extension.Months ?? 0),
            Doubts = trial.DueOnStated ? [] : doubts,
        };
    }

    /// <summary>Seven days from receipt; a notice of deficiency stops them, and what was missing starts them anew (登记立案规定7).</summary>
    private static IEnumerable<ClockSpan> FilingReview(CourtCase c)
    {
        var notice = c.Deficiency;
        if (notice is not null)
        {
            yield return new() { Span = Spans.FilingReview, StartOn = c.ReceivedOn, StartedBy = "收件", EndedOn = notice.GivenOn, EndedBy = "告知补正" };
            yield return new()
            {
                Span = Spans.Correction,
                StartOn = notice.GivenOn,
                StartedBy = "告知补正",
                SetTo = notice.Due,
                EndedOn = notice.CorrectedOn,
                EndedBy = notice.CorrectedOn is null ? null : "收到补正材料",
            };
            if (notice.CorrectedOn is null) yield break;
        }
        var (ended, by) = ReviewEnd(c);
        yield return new()
        {
            Span = Spans.FilingReview,
            StartOn = notice?.CorrectedOn ?? c.ReceivedOn,
            StartedBy = notice is null ? "收件" : "收到补正材料",
            EndedOn = ended,
            EndedBy = by,
        };
    }

    private static (DateOnly? On, string? By) ReviewEnd(CourtCase c)
    {
        // The law knows no pause for mediation before filing: only the consent of the party that filed stops the seven days, the other side's does not.
        var filing = c.Parties.Where(party => party.Role is PartyRole.Plaintiff or PartyRole.Applicant).Select(party => party.Name).ToList();
        var consent = c.Mediation?.Consents.Where(consent => consent is { Given: true, IsForMediation: true } && filing.Contains(consent.Party)).Select(consent => (DateOnly?)consent.On).Min();
        return c.FiledOn is { } filed && (consent is null || filed <= consent) ? (filed, "立案")
            : consent is { } on ? (on, "当事人书面同意诉前调解")
            // A ledger of mediations tells of no filing and no consent slip, only that both came.
            : FromLedger(c) && c.Mediation?.StartedOn is { } began ? (began, "台账载明诉前调解")
            : c.Mediation?.Agreement is { } agreement ? (agreement.EffectiveOn, "达成调解协议")
            : c.Referral is { } referral ? (referral.On, "告知其他途径")
            : c.State == CaseState.ReferredOut && c.Triage?.DecidedBy?.At is { } told ? (Day(told), "告知其他途径")
            : c.ClosedOn is { } ruled ? (ruled, "裁定不予受理")
            : c.Mediation?.EndedOn is { } ended && c.State == CaseState.Withdrawn ? (ended, "撤回起诉")
            // Withdrawn before anybody mediated: the day is in the history, not in the record; nothing is due any more.
            : c.State is CaseState.Withdrawn or CaseState.Archived ? (c.Archive?.On ?? c.ReceivedOn, "撤回起诉")
            : (null, null);
    }

    private static IEnumerable<ClockSpan> MediatorAcceptance(CourtCase c)
    {
        if (c.Mediation is not { } mediation) yield break;
        var (asked, by) = Asked(mediation);
        var accepted = mediation.Lease is { } lease ? Day(lease.ClaimedAt) : c.Mediator is null || mediation.StartedOn is not { } started ? null : (DateOnly?)(started > asked ? started : asked);
        var (ended, how) = accepted is not null ? (accepted, "调解员接受") : mediation.EndedOn is not null ? (mediation.EndedOn, "调解终止") : ((DateOnly?)null, (string?)null);
        yield return new()
        {
            Span = Spans.MediatorAcceptance,
            Subject = mediation.Offer?.To,
            StartOn = asked,
            StartedBy = by,
            EndedOn = ended,
            EndedBy = how,
        };
    }

    /// <summary>Since when somebody is asked to take the case: the latest of its coming in, its coming back, and its being offered.</summary>
    private static (DateOnly On, string By) Asked(MediationRecord mediation)
    {
        if (mediation.Offer is { } offer) return (Day(offer.OfferedAt), "交办");
        var back = mediation.Returns.Count > 0 ? mediation.Returns[^1] : null;
        // An offer that was accepted is no new beginning.
        var answered = mediation.Offers.LastOrDefault(o => o.Answer is OfferAnswer.Declined or OfferAnswer.Lapsed);
        return answered is not null && !(back?.At > answered.AnsweredAt) ? (Day(answered.AnsweredAt), answered.Answer == OfferAnswer.Lapsed ? "交办逾期未答复，重新指派" : "交办未被接受，重新指派")
            : back is not null ? (Day(back.At), back.Expired ? "逾期未确认，重新指派" : "退回后重新指派")
            : (Day(mediation.QueuedAt), "移交调解");
    }

    private static IEnumerable<ClockSpan> Mediation(CourtCase c)
    {
        if (c.Mediation is not { StartedOn: { } started } mediation) yield break;
        yield return new()
        {
            Span = c.FiledOn is { } filed && filed <= started ? Spans.MediationAfterFiling : Spans.MediationBeforeFiling,
            StartOn = started,
            StartedBy = "调解员签收材料",
            EndedOn = mediation.EndedOn,
            EndedBy = mediation.EndedOn is null ? null : "调解终止",
            ExtendedDays = mediation.ExtendedDays,
            Deductions = [.. (c.Trial?.Suspensions ?? []).Where(suspension => suspension.Ground == DeductionGrounds.PreSuitAppraisal)
                .Select(suspension => new Deduction(suspension.Ground, suspension.From, suspension.To))],
        };
    }

    /// <summary>When the case first went to a judge.</summary>
    public static DateOnly? HandedOver(CourtCase c) => c.Trial?.HandedOverOn ?? c.Trial?.AssignedOn;

    /// <summary>Of the thirty days to apply for confirmation, where the suit is registered already: both ways are open (特邀调解规定 20, 民事诉讼法 205), the first is the usual one.</summary>
    private const string RegisteredAgreement = "本案已经立案：协议由承办法官审查，制作调解书或者准许撤诉（特邀调解规定第二十条），不受这一期限限制；只有双方仍要共同申请司法确认的，才须在这一期限内提出。";

    private static IEnumerable<ClockSpan> Confirmation(CourtCase c, ClockCatalogue clocks)
    {
        // Status and title cannot be confirmed (解释355), so no period to ask for it runs.
        if (c.Mediation?.Agreement is { } agreement && !Says(c, "statusClaim") && !Says(c, "statusConfirmation") && !Says(c, "titleClaim"))
        {
            var (ended, by) = c.Confirmation is { } applied ? (applied.AppliedOn, "申请司法确认")
                // A registered case whose agreement is with the judge ends by a statement or an allowed withdrawal (特邀调解规定20): nobody applies any more.
                : HandedOver(c) is { } handed && handed >= agreement.EffectiveOn ? (handed, "协议移交审判组织，以调解书或者准许撤诉结案")
                : c.ClosedOn is { } closed ? (closed, "结案")
                : ((DateOnly?)null, (string?)null);
            yield return new() { Span = Spans.ConfirmationApplication, StartOn = agreement.EffectiveOn, StartedBy = "调解协议生效", EndedOn = ended, EndedBy = by, Note = ended is null && c.IsRegistered ? RegisteredAgreement : null };
        }
        if (c.Confirmation is { } review)
            yield return new()
            {
                Span = Spans.ConfirmationReview,
                StartOn = review.AcceptedOn ?? review.AppliedOn,
                StartedBy = review.AcceptedOn is null ? "收到申请" : "受理申请",
                EndedOn = review.DecidedOn,
                EndedBy = review.DecidedOn is null ? null : "作出裁定",
                ExtendedDays = review.Extension is { Granted: true, Days: { } more } ? more : 0,
            };
        if (c.Confirmation is { Decision: ConfirmationDecision.Confirmed, Service: var service })
            foreach (var (party, on, how) in AppealPeriods.Received(service, clocks))
                yield return new() { Span = Spans.ConfirmationObjection, Subject = party, StartOn = on, StartedBy = how };
    }

    private static IEnumerable<ClockSpan> FromFiling(CourtCase c)
    {
        var events = c.Trial?.Events ?? [];
        // While a registered case is being mediated the file has not gone to a division and nobody is asked to answer.
        if (c.FiledOn is { } filed && c.Mediation is null && !FromLedger(c))
        {
            yield return new() { Span = Spans.FileToDivision, StartOn = filed, StartedBy = "决定立案", EndedOn = HandedOver(c) ?? c.ClosedOn, EndedBy = HandedOver(c) is null ? c.ClosedOn is null ? null : "结案" : "分案" };
            var served = First(events, TrialEventKinds.Served);
            yield return new() { Span = Spans.CopyToDefendant, StartOn = filed, StartedBy = "立案", EndedOn = served ?? c.ClosedOn, EndedBy = served is null ? c.ClosedOn is null ? null : "结案" : "送达" };
        }
        foreach (var service in events.Where(e => e.Kind == TrialEventKinds.Served).GroupBy(e => e.Party))
        {
            var answered = events.FirstOrDefault(e => e.Kind == TrialEventKinds.Answered && e.Party == service.Key)?.On;
            yield return new() { Span = Spans.Answer, Subject = service.Key, StartOn = service.Min(e => e.On), StartedBy = "收到起诉状副本", EndedOn = answered ?? c.ClosedOn, EndedBy = answered is null ? c.ClosedOn is null ? null : "结案" : "提出答辩状" };
        }
    }

    /// <summary>Told to pay and not paid: after the last day the court may treat the suit as withdrawn (民诉法解释 213). An objection waits for a conversion or for a ruling.</summary>
    private static IEnumerable<ClockSpan> Steps(CourtCase c)
    {
        var events = c.Trial?.Events ?? [];
        foreach (var notice in events.Where(e => e.Kind == TrialEventKinds.FeeNotice).GroupBy(e => e.Party))
        {
            var told = notice.Min(e => e.On);
            var paid = events.Where(e => e.Kind is TrialEventKinds.FeePaid or TrialEventKinds.FeeRemitted && e.Party == notice.Key && e.On >= told).Select(e => (DateOnly?)e.On).Min();
            yield return new() { Span = Spans.Fee, Subject = notice.Key, StartOn = told, StartedBy = "接到交纳诉讼费用通知", EndedOn = paid ?? c.ClosedOn, EndedBy = paid is not null ? "交纳或者准许减缓免" : c.ClosedOn is null ? null : "结案" };
        }
        foreach (var objection in TrialSteps.Objections(c))
            yield return new() { Span = Spans.ProcedureObjection, Subject = objection.Party, StartOn = objection.RaisedOn, StartedBy = "提出程序异议", EndedOn = objection.AnsweredOn ?? c.ClosedOn, EndedBy = objection.AnsweredOn is not null ? "作出裁定" : c.ClosedOn is null ? null : "结案" };
    }

    /// <summary>The period ends by itself; a conversion of the procedure may set another before that.</summary>
    private static IEnumerable<ClockSpan> Evidence(CourtCase c)
    {
        var periods = c.Trial?.EvidencePeriods ?? [];
        foreach (var (index, period) in periods.Index())
        {
            var extended = period.Extensions.Where(extension => extension.Granted == true).Sum(extension => extension.Days);
            var anew = periods.Skip(index + 1).Where(later => !later.Rebuttal).Select(later => (DateOnly?)later.SetOn).FirstOrDefault();
            var last = period.StartOn.AddDays(period.Days + extended);
            var (ended, by) = anew is not null ? (anew, "程序转换后重新确定") : c.ClosedOn is not { } closed ? (null, null) : closed < last ? (closed, "结案") : ((DateOnly?)last, "期限届满");
            yield return new()
            {
                Span = Spans.Evidence,
                Subject = period.Rebuttal ? "反驳证据、补正瑕疵" : null,
                StartOn = period.StartOn,
                StartedBy = period.Agreed ? "当事人商定并经准许" : "举证通知",
                Procedure = period.Procedure,
                SetLength = period.Days,
                ExtendedDays = extended,
                EndedOn = ended,
                EndedBy = by,
            };
        }
    }

    private static IEnumerable<ClockSpan> Recusals(CourtCase c)
    {
        foreach (var recusal in c.Trial?.Recusals ?? [])
        {
            yield return new()
            {
                Span = Spans.RecusalDecision,
                Subject = recusal.Person,
                StartOn = recusal.RequestedOn,
                StartedBy = "申请回避",
                EndedOn = recusal.DecidedOn ?? c.ClosedOn,
                EndedBy = recusal.DecidedOn is not null ? "作出决定" : c.ClosedOn is null ? null : "结案",
            };
            if (recusal.Review is { } review)
                yield return new()
                {
                    Span = Spans.RecusalReview,
                    Subject = recusal.Person,
                    StartOn = review.RequestedOn,
                    StartedBy = "申请复议",
                    EndedOn = review.DecidedOn ?? c.ClosedOn,
                    EndedBy = review.DecidedOn is not null ? "作出复议决定" : c.ClosedOn is null ? null : "结案",
                };
        }
    }

    private static IEnumerable<ClockSpan> Appeals(CourtCase c, ClockCatalogue clocks)
    {
        var events = c.Trial?.Events ?? [];
        foreach (var period in AppealPeriods.Of(c, clocks).Where(period => period.Kind is AppealKind.Judgment or AppealKind.Ruling && period.ServedOn is not null))
        {
            var appeal = c.Appeals.FirstOrDefault(appeal => appeal.Party == period.Party);
            yield return new()
            {
                Span = period.Kind == AppealKind.Judgment ? Spans.AppealJudgment : Spans.AppealRuling,
                Subject = period.Party,
                StartOn = period.ServedOn!.Value,
                StartedBy = period.Text,
                EndedOn = appeal?.On,
                EndedBy = appeal is null ? null : "提起上诉",
            };
        }
        foreach (var appeal in c.Appeals.Where(_ => !FromLedger(c)))
        {
            var sent = First(events, TrialEventKinds.AppealCopySent, appeal.On);
            yield return new() { Span = Spans.AppealCopy, Subject = appeal.Party, StartOn = appeal.On, StartedBy = "收到上诉状", EndedOn = sent ?? c.EffectiveOn, EndedBy = sent is not null ? "送达副本" : c.EffectiveOn is null ? null : "二审已结" };
        }
        if (c.Appeals.Count > 0 && First(events, TrialEventKinds.AppealCopySent) is { } received)
        {
            var answer = First(events, TrialEventKinds.AppealAnswered, received);
            yield return new() { Span = Spans.AppealAnswer, StartOn = received, StartedBy = "收到上诉状副本", EndedOn = answer ?? c.EffectiveOn, EndedBy = answer is not null ? "提出答辩状" : c.EffectiveOn is null ? null : "二审已结" };
        }
    }

    /// <summary>The file goes up within five days of the answer; where nobody answers in time, of the end of the time to answer (民事诉讼法 174). Null where neither is, and where the file went up before.</summary>
    /// <param name="answerBy">The last day to answer; null while no copy was sent.</param>
    public static ClockSpan? AppealFile(CourtCase c, DateOnly? answerBy)
    {
        var events = c.Trial?.Events ?? [];
        var answered = First(events, TrialEventKinds.AppealAnswered);
        var inTime = answered is not null && !(answered > answerBy);
        var sent = First(events, TrialEventKinds.AppealFileSent);
        return (inTime ? answered : answerBy) is not { } start || (sent ?? c.EffectiveOn) < start
            ? null
            : new() { Span = Spans.AppealFile, StartOn = start, StartedBy = inTime ? "收到答辩状" : "答辩期届满", EndedOn = sent ?? c.EffectiveOn, EndedBy = sent is not null ? "报送案卷" : c.EffectiveOn is null ? null : "二审已结" };
    }

    private static IEnumerable<ClockSpan> After(CourtCase c)
    {
        foreach (var items in (c.Mediation?.Agreement?.Performance ?? []).Concat(c.Closure?.Performance ?? []).GroupBy(item => item.DueOn))
        {
            var (due, visited) = (items.Key, c.FollowUps.Where(visit => visit.On >= items.Key).Select(visit => (DateOnly?)visit.On).Min());
            var performed = items.All(item => item.PerformedOn is not null) ? items.Max(item => item.PerformedOn) : null;
            yield return new() { Span = Spans.FollowUp, Subject = due.ToString("yyyy-MM-dd"), StartOn = due, StartedBy = "履行期满", EndedOn = visited ?? performed, EndedBy = visited is not null ? "已回访" : performed is null ? null : "已履行" };
        }
        foreach (var (index, visit) in c.FollowUps.Index().Where(pair => !pair.Item.Satisfied && !pair.Item.Waived))
        {
            var next = index + 1 < c.FollowUps.Count ? c.FollowUps[index + 1].On : (DateOnly?)null;
            yield return new() { Span = Spans.FollowUp, Subject = $"第{visit.Attempt}次重办", StartOn = visit.On, StartedBy = "回访不满意", EndedOn = next, EndedBy = next is null ? null : "再次回访" };
        }
        // While a case is on appeal its file is with the other court.
        if (c.ClosedOn is { } closed && !FromLedger(c) && c.State != CaseState.Appealed)
            yield return new() { Span = Spans.Archive, StartOn = closed, StartedBy = "结案", EndedOn = c.Archive?.On, EndedBy = c.Archive is null ? null : "归档" };
        foreach (var order in c.EarlierProtections.Append(c.Protection).OfType<ProtectionNotice>())
            if (order.AppliedAt is { } applied)
                yield return Protection(c, order, ChinaTime.At(applied));
    }

    /// <summary>Counted in hours from the moment the application came in, and ended by its own decision (反家庭暴力法28).</summary>
    private static ClockSpan Protection(CourtCase c, ProtectionNotice order, DateTimeOffset applied)
    {
        // Cases of earlier versions tell of the decision, by its day, among the events of the trial.
        var (at, on) = order.Decision is { } decision ? (ChinaTime.At(decision.DecidedAt), Day(decision.DecidedAt)) : ((DateTimeOffset?)null, First(c.Trial?.Events ?? [], TrialEventKinds.ProtectionOrderDecided));
        return new()
        {
            Span = order.Urgent ? Spans.ProtectionOrderUrgent : Spans.ProtectionOrder,
            Subject = order.To,
            StartOn = Day(applied),
            StartAt = applied,
            StartedBy = $"{applied:yyyy-MM-dd HH:mm}受理申请",
            EndedOn = on,
            EndedAt = at,
            EndedBy = order.Decision?.Outcome switch { ProtectionOutcome.Granted => "作出保护令", ProtectionOutcome.Refused => "驳回申请", ProtectionOutcome.Withdrawn => "申请撤回", null => on is null ? null : "作出决定" },
        };
    }

    private static DateOnly? First(IReadOnlyList<TrialEvent> events, string kind, DateOnly? from = null) =>
        events.Where(e => e.Kind == kind && (from is null || e.On >= from)).Select(e => (DateOnly?)e.On).Min();

    /// <summary>A ledger tells of filing and closing, not of what was sent to whom: a case that was never triaged here owes no such step.</summary>
    private static bool FromLedger(CourtCase c) => c.Triage is null;

    private static bool Says(CourtCase c, string fact) => c.Facts.TryGetValue(fact, out var value) && value;

    private static DateOnly Day(DateTimeOffset at) => ChinaTime.DayOf(at);
}
