using Triage.Api.Domain.Clocks;

namespace Triage.Api.Domain;

/// <summary>What the steps of filing and trial write into a case.</summary>
internal static class TrialSteps
{
    /// <summary>A case that is registered keeps its day unless an earlier one is given: moving it later would lengthen the trial limit (审理期限规定 8).</summary>
    public static Step File(CourtCase before, FileCase c)
    {
        if (Guards.Day("filedOn", c.FiledOn, before.ReceivedOn, c.Today, "收件日") is { } wrong)
            return wrong;
        if (Guards.UnlawfulTrial(before, c.Lane.Procedure, c.Lane.Bench) is { } unlawful)
            return unlawful;
        var filedOn = before.FiledOn is { } registered && registered < c.FiledOn ? registered : c.FiledOn;
        return (CaseState.Assigned, Answered(before, c.By, c.Today) with
        {
            FiledOn = filedOn,
            Numbers = c.NewNumbers.Count == 0 ? before.Numbers : [.. before.Numbers, .. c.NewNumbers],
            Route = c.Lane.Route,
            Procedure = c.Lane.Procedure,
            Bench = c.Lane.Bench,
            Team = c.Lane.Team,
            Judge = c.Judge,
            Trial = Trial(before) with { AssignedOn = c.Today, HandedOverOn = Trial(before).HandedOverOn ?? c.Today, Draw = c.Draw, DueOn = c.DueOn },
        });
    }

    public static Step Assign(CourtCase before, AssignCase c) =>
        string.IsNullOrWhiteSpace(c.Reason) ? NeedsReason("改派、指定承办人须说明理由。")
        : (before.State == CaseState.Filed ? CaseState.Assigned : before.State, before with
        {
            Team = c.Team ?? before.Team,
            Judge = c.Judge,
            Trial = Trial(before) with { AssignedOn = c.Today, HandedOverOn = CaseSpans.HandedOver(before) ?? c.Today, Draw = c.Draw, DueOn = c.DueOn ?? Trial(before).DueOn },
        });

    /// <summary>Whoever mediated the case is barred by statute, whatever the parties say (特邀调解规定 16).</summary>
    public static Step AddParticipant(CourtCase before, AddParticipant c) =>
        c.Conflict is { } conflict ? conflict
        : (before.State, before with { Trial = Trial(before) with { Participants = [.. Trial(before).Participants, c.Participant] } });

    public static Step ChangeProcedure(CourtCase before, ChangeProcedure c)
    {
        var trial = Trial(before);
        if (Guards.Day("ruledOn", c.RuledOn, before.FiledOn, c.Today, "立案日") is { } wrong)
            return wrong;
        if (string.IsNullOrWhiteSpace(c.Reason))
            return NeedsReason("转换程序须说明理由。");
        if (trial.DueOn is { } due && c.RuledOn > due && c.Procedure != before.Procedure)
            return Guards.ByStatute("审理期限已经届满，不能再转换程序", "A conversion must be ruled before the limit expires.", Statutes.ConvertBeforeExpiry);
        if (before.Procedure == Procedure.Special != (c.Procedure == Procedure.Special))
            return Guards.ByStatute("特别程序与其他程序不能互相转换：发现属于民事权益争议的，裁定终结特别程序，告知另行起诉；应当适用特别程序的，另行立案", "The special procedure is ended, not converted, and none is converted into it.", Statutes.SpecialEnds);
        if (before.Procedure == Procedure.Ordinary && c.Procedure is Procedure.Simple or Procedure.SmallClaims && trial.Events.Any(e => e.Kind == "hearing"))
            return Guards.ByStatute("已按普通程序开庭，不得转为简易程序", "After an ordinary hearing there is no way back to the simple procedure.", Statutes.NotBackToSimple);
        if (c is { Bench: Bench.Panel, Procedure: Procedure.SmallClaims or Procedure.Simple })
            return Guards.Field("bench", "小额诉讼程序、简易程序由审判员一人独任审理（民事诉讼法第163条）。");
        if (Guards.UnlawfulTrial(before, c.Procedure, c.Bench) is { } unlawful)
            return unlawful;
        return (before.State, Answered(before, c.By, c.Today) with
        {
            Procedure = c.Procedure,
            Bench = c.Bench,
            Trial = trial with { DueOn = c.DueOn, ProcedureChanges = [.. trial.ProcedureChanges, new ProcedureChange(before.Procedure ?? c.Procedure, c.Procedure, c.Bench, c.RuledOn, c.Reason)] },
        });
    }

    /// <summary>Open grounds keep the case suspended; it goes on when the last one has ended.</summary>
    public static Step Suspend(CourtCase before, Suspend c)
    {
        var trial = Trial(before);
        var s = c.Suspension;
        if (Guards.Day("from", s.From, before.FiledOn, c.Today, "立案日") is { } wrong)
            return wrong;
        if (s.To is { } to && (to < s.From ? Guards.Field("to", "结束日早于开始日。") : Guards.Day("to", to, s.From, c.Today, "开始日")) is { } end)
            return end;
        var open = trial.Suspensions.FirstOrDefault(o => o.Ground == s.Ground && o.To is null);
        if (open is not null && s.To is null)
            return new Refusal(RefusalCodes.StateConflict, "同一事由的中止尚未结束。", "This ground is still open.");
        if (open is not null && s.To < open.From)
            return Guards.Field("to", "结束日早于该事由开始之日。");
        IReadOnlyList<Suspension> all = open is null ? [.. trial.Suspensions, s] : [.. trial.Suspensions.Select(o => o == open ? o with { To = s.To } : o)];
        var standsStill = all.Any(o => o.To is null);
        var state = standsStill ? CaseState.Suspended : before.State == CaseState.Suspended ? CaseState.InTrial : before.State;
        return (state, before with { Trial = trial with { Suspensions = all, DueOn = c.DueOn ?? trial.DueOn } });
    }

    public static Step Record(CourtCase before, RecordEvent c)
    {
        var trial = Trial(before);
        var ahead = c.Event.Kind == TrialEventKinds.HearingScheduled;
        if (ahead && c.Event.On < c.Today)
            return Guards.Field("on", $"排定开庭应填写今日（{c.Today:yyyy-MM-dd}）或者以后的日期；已经开过的，登记“开庭”。");
        if (!ahead && c.Event.On > c.Today)
            return Guards.Field("on", $"{c.Event.On:yyyy-MM-dd} 尚未到来，只登记已经发生的事；将来的开庭请登记“排定开庭”（hearing_scheduled）。");
        if (!ahead && Guards.Day("on", c.Event.On, before.FiledOn ?? before.ReceivedOn, c.Today, before.FiledOn is null ? "收件日" : "立案日") is { } wrong)
            return wrong;
        if (before is { Closure: null, State: CaseState.Confirmed or CaseState.ConfirmationRefused or CaseState.FollowUp or CaseState.Redo })
            return ConfirmationSteps.Serve(before, c.Event, c.Today);
        if (c.Event.Kind == TrialEventKinds.ReceiptReturned)
            return ReceiptReturned(before, c);
        if (before.State == CaseState.Appealed && !AfterAppeal.Contains(c.Event.Kind))
            return Guards.Field("kind", $"上诉期间只登记：{string.Join("、", AfterAppeal)}。");
        if (before.Closure is not null && before.State != CaseState.Appealed)
            return Guards.Field("kind", "结案后只登记邮寄回执（receipt_returned）。");
        if (before.State != CaseState.Appealed && c.Event.Kind == "second_instance_result")
            return Guards.Field("kind", "没有上诉，不能登记二审结果。");
        if (c.Event.Kind == TrialEventKinds.ProcedureObjection && before.Procedure == Procedure.SmallClaims && trial.Events.Any(e => e.Kind == TrialEventKinds.Hearing))
            return Guards.ByStatute("对适用小额诉讼程序的异议应当在开庭前提出", "An objection to small claims comes before the hearing.", Statutes.ObjectionBeforeHearing);
        if (c.Event.Kind == TrialEventKinds.ObjectionDismissed && Objections(before).All(o => o.AnsweredOn is not null))
            return Guards.Field("kind", "没有待审查的程序异议。");
        if (c.Event.Kind is TrialEventKinds.Hearing or TrialEventKinds.HearingScheduled && RecusalSteps.JudgePaused(before) is { } paused)
            return paused;
        var after = before with { Trial = trial with { Events = [.. trial.Events, c.Event], DueOn = c.DueOn ?? trial.DueOn } };
        if (c.Second is { } second)
            after = IntakeSteps.WithSecondTriage(after with { Facts = IntakeSteps.Merge(before.Facts, c.Facts) }, second.Trigger, second.Proposal, c.Flags, second.RaisedOn, second.DueOn, second.NewLimitOn);
        return (before.State, c.Event.Kind) switch
        {
            (CaseState.Appealed, "second_instance_result") => (CaseState.Effective, after with { EffectiveOn = c.Event.On }),
            (CaseState.Assigned or CaseState.Preparing or CaseState.InTrial, "hearing") => (CaseState.InTrial, after),
            (CaseState.Assigned, "served") => (CaseState.Preparing, after),
            _ => (before.State, after),
        };
    }

    private static readonly string[] AfterAppeal = ["second_instance_result", TrialEventKinds.AppealCopySent, TrialEventKinds.AppealAnswered, TrialEventKinds.AppealFileSent];

    /// <summary>A posted document: the day on the receipt is the day of service (民事诉讼法 91), and the party's time to appeal runs from it.</summary>
    private static Step ReceiptReturned(CourtCase before, RecordEvent c)
    {
        // The ruling on a confirmation was posted before the case was closed.
        if (before.Confirmation?.Service.Any(s => s.Party == c.Event.Party && s is { Method: ServiceMethod.Post, ReceivedOn: null }) == true && before.Closure?.Service.Any(s => s.Party == c.Event.Party && s is { Method: ServiceMethod.Post, ReceivedOn: null }) != true)
            return ConfirmationSteps.Serve(before, c.Event, c.Today);
        if (before.Closure is not { } closure || closure.Service.FirstOrDefault(s => s.Party == c.Event.Party && s is { Method: ServiceMethod.Post, ReceivedOn: null }) is not { } posted)
            return Guards.Field("party", "没有向该当事人邮寄而尚未退回回执的文书。");
        if (Guards.Day("on", c.Event.On, posted.On, c.Today, "交邮日") is { } wrong)
            return wrong;
        return (before.State, before with
        {
            Closure = closure with { Service = [.. closure.Service.Select(s => s == posted ? s with { ReceivedOn = c.Event.On } : s)] },
            Trial = Trial(before) with { Events = [.. Trial(before).Events, c.Event] },
        });
    }

    /// <summary>Each objection to the procedure or the bench, and when it was answered: by a conversion or by a ruling that dismisses it.</summary>
    public static IEnumerable<(string? Party, DateOnly RaisedOn, DateOnly? AnsweredOn)> Objections(CourtCase c)
    {
        var (events, changes) = (c.Trial?.Events ?? [], c.Trial?.ProcedureChanges ?? []);
        foreach (var (index, raised) in events.Index().Where(pair => pair.Item.Kind == TrialEventKinds.ProcedureObjection))
            yield return (raised.Party, raised.On, events.Skip(index + 1).Where(e => e.Kind == TrialEventKinds.ObjectionDismissed).Select(e => (DateOnly?)e.On)
                .Concat(changes.Where(change => change.RuledOn >= raised.On).Select(change => (DateOnly?)change.RuledOn)).Min());
    }

    /// <summary>Nobody is judged in a procedure that a party objects to before the objection is ruled on; null where none waits.</summary>
    public static Refusal? ObjectionWaits(CourtCase c) => Objections(c).Any(o => o.AnsweredOn is null)
        ? Guards.ByStatute("当事人对程序提出的异议尚未审查裁定", "An objection to the procedure has not been ruled on.", c.Procedure switch
        {
            Procedure.SmallClaims => Statutes.ObjectionToSmallClaims,
            Procedure.Simple => Statutes.ObjectionToSimple,
            _ => Statutes.ObjectionToSoleJudge,
        })
        : null;

    public static TrialRecord Trial(CourtCase c) => c.Trial ?? new TrialRecord();

    private static CourtCase Answered(CourtCase c, Actor by, DateOnly on) =>
        c.SecondTriage is { IsOpen: true } open ? c with { SecondTriage = open with { AnsweredBy = by.Name, AnsweredOn = on } } : c;

    private static Refusal NeedsReason(string detail) => new(RefusalCodes.ReasonRequired, detail, "A reason is required.")
    { Errors = new Dictionary<string, string[]> { ["reason"] = [detail] } };
}
