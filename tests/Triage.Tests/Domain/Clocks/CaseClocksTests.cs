using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using static Triage.Tests.Domain.Clocks.Cases;

namespace Triage.Tests.Domain.Clocks;

public sealed class CaseClocksTests
{
    [Theory]
    [InlineData(nameof(Procedure.SmallClaims), "trial_small_claims", "2026-05-31", "2026-07-31")]
    [InlineData(nameof(Procedure.Simple), "trial_simple", "2026-05-31", "2026-08-31")]
    [InlineData(nameof(Procedure.Ordinary), "trial_ordinary", "2026-05-31", "2026-11-30")]
    [InlineData(nameof(Procedure.Special), "trial_special", "2026-05-31", "2026-06-30")]
    [InlineData(nameof(Procedure.Simple), "trial_simple", "2026-11-16", "2027-02-16")]
    public void The_trial_limit_depends_on_the_procedure_and_starts_the_day_after_filing(string procedure, string clock, string filed, string due)
    {
        var reading = Filed(filed, Enum.Parse<Procedure>(procedure)).Read(clock);
        Assert.Equal(On(due), reading.DueOn);
        Assert.Equal("85", reading.Steps[0].Citation!.Article);
        Assert.Equal(reading.Rule.Citation, reading.Steps[1].Citation);
    }

    [Fact]
    public void A_consent_to_more_days_does_not_outlive_the_mediation_it_was_given_in()
    {
        var first = Filed("2026-03-02") with { Mediation = new MediationRecord { QueuedAt = default, StartedOn = On("2026-03-04"), Extensions = [new(20, On("2026-03-25"))] } };
        var (extended, limit) = (first.Read("mediation_first").DueOn, first.Read("trial_simple").DeductedDays);
        Assert.Equal((On("2026-03-04").AddDays(50), 20), (first.Read("mediation_first").NominalOn, limit));
        var again = MediationSteps.Enter(first with { Mediation = first.Mediation! with { EndedOn = On("2026-04-10") } }, default).Mediation! with { StartedOn = On("2026-04-20") };
        var second = first with { Mediation = again };
        Assert.Equal((On("2026-05-20"), 0), (second.Read("mediation_first").NominalOn, second.Read("trial_simple").DeductedDays));
        Assert.NotEqual(extended, second.Read("mediation_first").DueOn);
        Assert.Equal(10, (second with { Mediation = again with { Extensions = [.. again.Extensions, new(10, On("2026-05-15"))] } }).Read("trial_simple").DeductedDays);
    }

    [Fact]
    public void Where_the_law_is_silent_on_holidays_both_dates_are_shown_and_the_earlier_one_counts()
    {
        var reading = Filed("2026-07-01").Read("trial_simple");
        Assert.Equal(On("2026-10-01"), reading.DueOn);
        Assert.Equal(On("2026-10-08"), reading.RolledOn);
        Assert.Contains(reading.Doubts, doubt => doubt.DueOn == On("2026-10-08"));
    }

    [Fact]
    public void A_period_that_rolls_by_statute_has_one_due_date()
    {
        var reading = Received("2026-09-25").Read("filing_review");
        Assert.Equal(On("2026-10-02"), reading.NominalOn);
        Assert.Equal(On("2026-10-08"), reading.DueOn);
        Assert.Empty(reading.Doubts);
    }

    [Fact]
    public void Days_left_out_on_two_grounds_are_left_out_once()
    {
        var reading = Filed("2026-03-02", Procedure.Ordinary).Suspended("public_notice", "2026-04-01", "2026-04-30").Suspended("appraisal", "2026-04-20", "2026-05-10").Read("trial_ordinary");
        Assert.Equal(40, reading.DeductedDays);
        Assert.Equal(On("2026-09-02").AddDays(40), reading.DueOn);
        var step = Assert.Single(reading.Steps, step => step.Kind == CountStepKind.Deducted);
        Assert.Contains("公告、鉴定", step.Text);
        Assert.Equal("9", step.Citation!.Article);
    }

    [Fact]
    public void While_a_stay_goes_on_there_is_no_due_date_and_nothing_is_overdue()
    {
        var stayed = Filed("2026-03-02", Procedure.Ordinary).Suspended("stay", "2026-04-01", null);
        var reading = stayed.Read("trial_ordinary");
        Assert.Null(reading.DueOn);
        Assert.Equal(On("2026-04-01"), reading.PausedSince);
        Assert.DoesNotContain(Ours.Of(stayed), one => one.Rule.Span == Spans.Trial && CaseClocks.NextDue([one]) is not null);
    }

    [Fact]
    public void New_evidence_leaves_out_one_month_at_most()
    {
        var reading = Filed("2026-03-02").Suspended("new_evidence", "2026-04-10", "2026-07-01").Read("trial_simple");
        Assert.Equal(30, reading.DeductedDays); // 10 April to 9 May
    }

    [Fact]
    public void A_deduction_that_begins_after_the_last_day_revives_nothing()
    {
        var reading = Filed("2026-03-02").Suspended("appraisal", "2026-06-03", "2026-07-01").Read("trial_simple");
        Assert.Equal(0, reading.DeductedDays);
        Assert.Equal(On("2026-06-02"), reading.DueOn);
    }

    [Fact]
    public void An_extension_counts_from_the_filing_so_that_no_month_end_is_lost()
    {
        var c = Filed("2025-11-30");
        var extended = c with { Trial = c.Trial! with { Extensions = [new(null, 1, On("2026-02-01"), "案情复杂", true, On("2026-02-10"), Procedure.Simple)] } };
        Assert.Equal(On("2026-02-28"), c.Read("trial_simple").DueOn);
        Assert.Equal(On("2026-03-30"), extended.Read("trial_simple").DueOn); // four months from filing; one month after 28 February would be the 28th
        Assert.Contains(extended.Read("trial_simple").Steps, step => step is { Kind: CountStepKind.Extended, Days: 30, Citation.Article: "164" });
    }

    [Fact]
    public void A_conversion_counts_from_filing_and_does_not_carry_an_extension_over()
    {
        var c = Filed("2026-03-02");
        var converted = c with
        {
            Procedure = Procedure.Ordinary,
            Trial = c.Trial! with
            {
                Extensions = [new(null, 1, On("2026-05-01"), "案情复杂", true, On("2026-05-10"), Procedure.Simple)],
                ProcedureChanges = [new(Procedure.Simple, Procedure.Ordinary, Bench.Panel, On("2026-06-20"), "需要公告送达")],
            },
        };
        Assert.Equal(On("2026-09-02"), converted.Read("trial_ordinary").DueOn);
    }

    [Fact]
    public void Only_the_extended_days_of_a_mediation_are_left_out_of_the_trial_limit()
    {
        var c = Filed("2026-03-02") with
        {
            State = CaseState.MediationFailed,
            Mediation = new MediationRecord
            {
                QueuedAt = new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(8)),
                StartedOn = On("2026-03-04"),
                EndedOn = On("2026-04-10"),
                Extensions = [new(20, On("2026-04-02"))],
            },
        };
        // 30 days end on 3 April; 20 more were agreed; it ended on the 10th: seven days are left out.
        var trial = c.Read("trial_simple");
        Assert.Equal(7, trial.DeductedDays);
        Assert.Equal(On("2026-06-09"), trial.DueOn);
        var mediation = c.Read("mediation_first");
        Assert.Equal(On("2026-04-23"), mediation.NominalOn);
        Assert.True(mediation.InTime);
        // What is not settled is shown: the shorter period of 委托调解, and the trial limit with the whole mediation left out.
        Assert.Contains(mediation.Doubts, doubt => doubt.DueOn == On("2026-03-31"));
        Assert.Contains(trial.Doubts, doubt => doubt.DueOn == On("2026-06-02").AddDays(37));
    }

    [Fact]
    public void A_reading_of_the_law_that_leads_to_the_same_day_is_no_doubt()
    {
        var mediated = Filed("2026-03-02") with
        {
            State = CaseState.Agreed,
            Mediation = new MediationRecord { QueuedAt = new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(8)), StartedOn = On("2026-03-02"), EndedOn = On("2026-03-02") },
        };
        var limit = mediated.Read("trial_simple");
        Assert.Equal(On("2026-06-02"), limit.DueOn);
        Assert.DoesNotContain(limit.Doubts, doubt => doubt.DueOn == limit.DueOn);
        Assert.DoesNotContain(limit.Doubts, doubt => doubt.Reading == DoubtReading.LeftOut);
        // Three days of mediation are three days by the other reading, and it says that they are left out and not rolled over.
        var longer = (mediated with { Mediation = mediated.Mediation with { EndedOn = On("2026-03-05") } }).Read("trial_simple");
        Assert.Equal(On("2026-06-05"), Assert.Single(longer.Doubts, doubt => doubt.Reading == DoubtReading.LeftOut).DueOn);
    }

    [Fact]
    public void Mediation_before_filing_runs_thirty_days_and_the_filing_review_stops_with_the_consent()
    {
        var c = Received("2024-05-06") with
        {
            Regime = "PRE_FILING_2016",
            State = CaseState.Mediating,
            Mediation = new MediationRecord
            {
                QueuedAt = new DateTimeOffset(2024, 5, 6, 10, 0, 0, TimeSpan.FromHours(8)),
                StartedOn = On("2024-05-08"),
                Consents = [new("李波", true, On("2024-05-07"))],
            },
        };
        var review = c.Read("filing_review");
        Assert.Equal(On("2024-05-07"), review.Span.EndedOn);
        Assert.Equal(On("2024-06-07"), c.Read("mediation_before_filing").NominalOn);
        Assert.Null(CaseSpans.Trial(c, [], []));
        // The other side cannot give the plaintiff's days away.
        var theirs = (c with { Triage = new TriageRecord { Route = Route.Mediation, Complexity = new(1, 60, []), Model = new("m", "d") }, Mediation = c.Mediation! with { Consents = [new("李强", true, On("2024-05-07"))] } }).Read("filing_review");
        Assert.Null(theirs.Span.EndedOn);
    }

    [Fact]
    public void A_divorce_agreement_opens_no_period_for_confirmation()
    {
        var c = Filed("2026-03-02") with
        {
            Mediation = new MediationRecord { QueuedAt = default, StartedOn = On("2026-03-03"), Agreement = new("离婚", On("2026-03-10"), On("2026-03-11"), []) },
        };
        Assert.Equal(On("2026-04-10"), c.Read("confirmation_application").DueOn);
        var divorce = c with { Facts = new Dictionary<string, bool> { ["statusClaim"] = true } };
        Assert.DoesNotContain(Ours.Of(divorce), reading => reading.Rule.Id == "confirmation_application");
    }

    [Fact]
    public void Each_party_has_its_own_time_to_appeal()
    {
        var c = Closed(Procedure.Ordinary, ClosureMode.Judgment, new("李波", ServiceMethod.InPerson, On("2026-09-02")), new("李强", ServiceMethod.Announcement, On("2026-09-02")));
        var readings = Ours.Of(c).Where(reading => reading.Rule.Id == "appeal_judgment").ToDictionary(reading => reading.Span.Subject!);
        Assert.Equal(On("2026-09-17"), readings["李波"].DueOn);
        Assert.Equal(On("2026-10-02"), readings["李强"].Span.StartOn);
        Assert.Equal(On("2026-10-19"), readings["李强"].DueOn); // the 17th is a Saturday
    }

    [Fact]
    public void In_a_foreign_case_the_longer_time_of_a_party_without_a_domicile_here_is_shown_too()
    {
        var c = Closed(Procedure.Ordinary, ClosureMode.Judgment, new("李波", ServiceMethod.InPerson, On("2026-09-02")), new("李强", ServiceMethod.InPerson, On("2026-09-02")));
        Assert.All(Ours.Of(c).Where(reading => reading.Rule.Id == "appeal_judgment"), reading => Assert.Empty(reading.Doubts));
        var foreign = c with { Facts = new Dictionary<string, bool> { ["foreign"] = true } };
        Assert.All(Ours.Of(foreign).Where(reading => reading.Rule.Id == "appeal_judgment"), reading =>
            Assert.Equal((On("2026-10-08"), "286"), (reading.Doubts.Single().DueOn!.Value, reading.Doubts.Single().Citation!.Article)));
    }

    [Fact]
    public void The_file_of_an_appeal_goes_up_five_days_after_the_answer_or_after_the_time_to_answer()
    {
        CourtCase Appealed(params TrialEvent[] events) => Filed("2026-03-02") with
        {
            State = CaseState.Appealed,
            Appeals = [new("李强", On("2026-06-10"))],
            Trial = new TrialRecord { Events = events },
        };
        var copy = new TrialEvent("appeal_copy_sent", On("2026-06-12"), null, null);
        Assert.DoesNotContain(Ours.Of(Appealed()), reading => reading.Rule.Id == "appeal_file");
        Assert.Equal(On("2026-06-25"), Appealed(copy, new("appeal_answered", On("2026-06-20"), null, null)).Read("appeal_file").DueOn);
        // Fifteen days end on a Saturday; five more on another.
        var silent = Appealed(copy).Read("appeal_file");
        Assert.Equal((On("2026-06-29"), On("2026-07-06")), (silent.Span.StartOn, silent.DueOn!.Value));
        Assert.Equal(On("2026-07-06"), Appealed(copy, new("appeal_answered", On("2026-07-03"), null, null)).Read("appeal_file").DueOn);
        Assert.Equal(On("2026-07-01"), Appealed(copy, new("appeal_file_sent", On("2026-07-01"), null, null)).Read("appeal_file").Span.EndedOn);
        Assert.DoesNotContain(Ours.Of(Appealed(copy, new("appeal_file_sent", On("2026-06-22"), null, null))), reading => reading.Rule.Id == "appeal_file");
    }

    [Fact]
    public void A_small_claim_leaves_no_time_to_appeal() =>
        Assert.DoesNotContain(Ours.Of(Closed(Procedure.SmallClaims, ClosureMode.Judgment, new("李波", ServiceMethod.InPerson, On("2026-09-02")), new("李强", ServiceMethod.InPerson, On("2026-09-03")))),
            reading => reading.Rule.Code == "K8");

    [Fact]
    public void A_new_calendar_moves_open_clocks_and_no_closed_one()
    {
        var open = Received("2026-11-16");
        var closed = Ours.Keep(open with { FiledOn = On("2026-11-20"), Procedure = Procedure.Simple });
        var before = Ours.Of(closed).Single(reading => reading.Rule.Id == "filing_review");
        var later = new CaseClocks(Shipped, Ours.Calendars.With(2026, [.. Calendar.Year(2026), .. Holidays("2026-11-23", "2026-11-24", "临时放假")]));

        Assert.Equal(On("2026-11-25"), later.Of(open).Single(reading => reading.Rule.Id == "filing_review").DueOn);
        var after = later.Of(closed).Single(reading => reading.Rule.Id == "filing_review");
        Assert.Equal(On("2026-11-23"), after.DueOn);
        Assert.Equal(before.Steps, after.Steps);
        Assert.Same(closed.StoppedClocks, later.Keep(closed).StoppedClocks);
        // A date that is corrected afterwards is counted anew, with the calendar of now.
        Assert.Equal(On("2026-11-25"), later.Of(closed with { FiledOn = On("2026-11-19") }).Single(reading => reading.Rule.Id == "filing_review").DueOn);
    }

    [Fact]
    public void What_is_due_first_leaves_out_the_periods_of_the_parties()
    {
        var c = Closed(Procedure.Ordinary, ClosureMode.Judgment, new("李波", ServiceMethod.InPerson, On("2026-09-02")), new("李强", ServiceMethod.InPerson, On("2026-09-02")));
        Assert.Equal(On("2026-10-02"), CaseClocks.NextDue([.. Ours.Of(c)])); // the archive, not the appeal
    }

    [Fact]
    public void What_a_judgment_orders_and_a_dissatisfied_visit_each_call_for_a_visit_in_three_working_days()
    {
        var closed = Closed(Procedure.Ordinary, ClosureMode.Judgment, new("李波", ServiceMethod.InPerson, On("2026-09-02")), new("李强", ServiceMethod.InPerson, On("2026-09-02")));
        var ordered = closed with { Closure = closed.Closure! with { Performance = [new("付款", On("2026-10-09"))] } };
        var waiting = ordered.Read("follow_up");
        Assert.Equal((On("2026-10-13"), ClockStatus.Upcoming), (waiting.DueOn!.Value, waiting.StatusOn(On("2026-10-01")))); // the 10th is a worked Saturday
        var visited = Ours.Of(ordered with { State = CaseState.Redo, FollowUps = [new(On("2026-10-12"), false, false, "没有付", 1)] }).Where(reading => reading.Rule.Id == "follow_up").ToList();
        Assert.Equal([true, false], visited.Select(reading => reading.Ended));
        Assert.Equal(On("2026-10-15"), visited[1].DueOn);
    }

    [Fact]
    public void A_case_from_a_ledger_owes_no_steps_that_a_ledger_does_not_tell_of_and_keeps_the_day_it_states()
    {
        var c = Filed("2026-03-02") with { Triage = null, State = CaseState.Assigned, Trial = new TrialRecord { AssignedOn = On("2026-03-02"), DueOn = On("2026-07-15"), DueOnStated = true } };
        Assert.Equal(["filing_review", "trial_simple"], Ours.Of(c).Select(reading => reading.Rule.Id));
        Assert.Equal(On("2026-07-15"), c.Read("trial_simple").DueOn);
        Assert.Equal(On("2026-07-15"), Ours.Keep(c).Trial!.DueOn);
        Assert.Null(CaseClocks.NextDue(Ours.Of(c with { State = CaseState.Archived, ClosedOn = On("2026-06-01") })));
        var mediated = Received("2026-03-02") with { Regime = "PRE_FILING_2016", State = CaseState.Agreed, Mediation = new MediationRecord { QueuedAt = default, StartedOn = On("2026-03-04"), EndedOn = On("2026-03-20") } };
        Assert.Equal(On("2026-03-04"), mediated.Read("filing_review").Span.EndedOn);
    }

    private static CourtCase Closed(Procedure procedure, ClosureMode mode, params ServiceRecord[] service) => Filed("2026-06-01", procedure) with
    {
        Triage = Support.CasesInEachState.Proposal(),
        State = CaseState.Closed,
        ClosedOn = On("2026-09-02"),
        Closure = new ClosureRecord(mode, new("民事判决书", On("2026-09-01")), service),
        Trial = new TrialRecord { AssignedOn = On("2026-06-01"), Events = [new("served", On("2026-06-02"), "李强", null), new("answered", On("2026-06-03"), "李强", null)] },
    };
}
