using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Tests.Domain.Clocks;
using static Triage.Tests.Support.CasesInEachState;

namespace Triage.Tests.Domain;

/// <summary>人身安全保护令: hours, not days, and an end of its own.</summary>
public sealed class ProtectionOrderTests
{
    private static readonly Actor Judge = As(Role.Judge);
    private static readonly DateTimeOffset Received = new(2026, 11, 20, 15, 20, 0, TimeSpan.FromHours(8));
    private static readonly CourtCase Applied = In(CaseState.InTriage, false) with { Protection = new ProtectionNotice(Today, "李波", false, Received) };

    [Theory]
    [InlineData(false, "2026-11-23T15:20:00+08:00", "2026-11-23 16:00")] // over a weekend: hours do not rest
    [InlineData(true, "2026-11-21T15:20:00+08:00", "2026-11-21 16:00")]
    public void The_hours_run_from_the_minute_of_receipt_through_nights_and_rest_days(bool urgent, string due, string nextHour)
    {
        var reading = (Applied with { Protection = Applied.Protection! with { Urgent = urgent } }).Read(urgent ? "protection_order_urgent" : "protection_order");
        Assert.Equal(DateTimeOffset.Parse(due), reading.DueAt);
        Assert.Contains(reading.Doubts, doubt => doubt.Text.Contains(nextHour, StringComparison.Ordinal) && doubt.Citation!.Article == "125");
        Assert.Equal(ClockLevel.Overdue, reading.LevelOn(DateOnly.FromDateTime(reading.DueAt!.Value.DateTime), reading.DueAt.Value.AddMinutes(10)));
        Assert.Equal(ClockLevel.Today, reading.LevelOn(reading.DueOn!.Value, reading.DueAt.Value.AddMinutes(-10)));
        Assert.Contains("已超过1小时", reading.WarningsOn(reading.DueOn.Value, reading.DueAt.Value.AddHours(1))[0], StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_late_by_minutes_not_by_days()
    {
        CourtCase Decided(DateTimeOffset at) => Applied with { Protection = Applied.Protection! with { Decision = new ProtectionDecision(ProtectionOutcome.Granted, at, "J02", null, null) } };
        Assert.True(Decided(Received.AddHours(72)).Read("protection_order").InTime);
        Assert.False(Decided(Received.AddHours(72).AddMinutes(1)).Read("protection_order").InTime);
    }

    [Fact]
    public void It_ends_before_any_filing_by_its_own_decision_in_whatever_state()
    {
        foreach (var state in CaseLifecycle.AllowedStates(CaseAction.DecideProtection))
        {
            var c = In(state, registered: false) with { Protection = new ProtectionNotice(Today, "李波", false, Now.AddHours(-5)) };
            var decided = CaseLifecycle.Decide(c, new DecideProtection(new ProtectionDecision(ProtectionOutcome.Granted, Now, "J02", null, Today.AddMonths(6)), 6, Judge, Now)).After!;
            Assert.Equal((state, ProtectionOutcome.Granted), (decided.State, decided.Protection!.Decision!.Outcome));
        }
        Assert.Empty(Enum.GetValues<CaseState>().Except(CaseLifecycle.AllowedStates(CaseAction.DecideProtection)).Except([CaseState.Draft, CaseState.Received, CaseState.Archived]));
    }

    [Fact]
    public void A_refusal_needs_its_ground_and_an_order_lasts_six_months_at_most()
    {
        string? Code(ProtectionOutcome outcome, string? ground, DateOnly? until, DateTimeOffset? at = null) =>
            CaseLifecycle.Decide(Applied, new DecideProtection(new ProtectionDecision(outcome, at ?? Received.AddHours(3), "J02", ground, until), 6, Judge, Received.AddHours(4))).Refusal is { } refusal ? refusal.Citation?.Article ?? refusal.Code : null;
        Assert.Equal("reason_required", Code(ProtectionOutcome.Refused, null, null));
        Assert.Null(Code(ProtectionOutcome.Refused, "没有面临现实危险的证据", null));
        Assert.Equal("field_invalid", Code(ProtectionOutcome.Granted, null, null));
        Assert.Equal("30", Code(ProtectionOutcome.Granted, null, Today.AddMonths(6).AddDays(1)));
        Assert.Null(Code(ProtectionOutcome.Granted, null, Today.AddMonths(6)));
        Assert.Equal("field_invalid", Code(ProtectionOutcome.Withdrawn, null, Today));
        Assert.Null(Code(ProtectionOutcome.Withdrawn, null, null));
        Assert.Equal("field_invalid", Code(ProtectionOutcome.Withdrawn, null, null, Received.AddMinutes(-1)));
        Assert.Equal("field_invalid", Code(ProtectionOutcome.Withdrawn, null, null, Received.AddHours(5)));
        var none = Applied with { Protection = null };
        Assert.Equal("state_conflict", CaseLifecycle.Decide(none, new DecideProtection(new ProtectionDecision(ProtectionOutcome.Withdrawn, Received, "J02", null, null), 6, Judge, Received)).Refusal?.Code);
    }

    [Fact]
    public void A_pending_application_is_neither_overwritten_nor_begun_anew_but_may_become_urgent()
    {
        Decision Inform(CourtCase c, ProtectionNotice notice) => CaseLifecycle.Decide(c, new InformProtection(notice, As(Role.Clerk), Received.AddHours(2)));
        Assert.Equal("state_conflict", Inform(Applied, new ProtectionNotice(Today, "李波", false, Received.AddHours(1))).Refusal?.Code);
        Assert.Equal("state_conflict", Inform(Applied, new ProtectionNotice(Today, "李波", false, null)).Refusal?.Code);
        var urgent = Inform(Applied, new ProtectionNotice(Today, "李波", true, null)).After!;
        Assert.Equal((true, Received), (urgent.Protection!.Urgent, urgent.Protection.AppliedAt));
        var refused = Applied with { Protection = Applied.Protection! with { Decision = new ProtectionDecision(ProtectionOutcome.Refused, Received.AddHours(1), "J02", "证据不足", null) } };
        var again = Inform(refused, new ProtectionNotice(Today, "李波", true, Received.AddHours(2), "东庄镇妇联")).After!;
        Assert.Equal(ProtectionOutcome.Refused, again.EarlierProtections.Single().Decision!.Outcome);
        Assert.Equal([true, false], Cases.Ours.Of(again).Where(r => r.Rule.Code == "K14").OrderBy(r => r.Span.StartAt).Select(r => r.Ended));
    }

    [Fact]
    public void Nothing_is_archived_while_an_application_waits()
    {
        var c = In(CaseState.Effective, true) with { EffectiveOn = Today, Protection = new ProtectionNotice(Today, "李波", false, Now.AddHours(-5)) };
        Assert.Equal("28", CaseLifecycle.Decide(c, new ArchiveCase([], [], [], Today, As(Role.Clerk), Now)).Refusal?.Citation?.Article);
    }

    [Fact]
    public void A_case_stored_by_an_earlier_version_reads_with_empty_lists_not_none()
    {
        var old = System.Text.Json.Nodes.JsonNode.Parse(CaseJson.Write(In(CaseState.AwaitingMediator, true)))!.AsObject();
        old.Remove("earlierProtections");
        old["mediation"]!.AsObject().Remove("offers");
        var read = CaseJson.Read(System.Text.Encoding.UTF8.GetBytes(old.ToJsonString()));
        Assert.Empty(read.EarlierProtections);
        Assert.Empty(read.Mediation!.Offers);
    }
}
