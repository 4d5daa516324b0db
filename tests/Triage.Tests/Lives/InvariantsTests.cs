using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Tests.Rules;
using Triage.Tests.Support;
using static Triage.Tests.Support.CasesInEachState;

namespace Triage.Tests.Lives;

/// <summary>The simulation's net has no holes: a case that breaks an invariant is caught by it.</summary>
public sealed class InvariantsTests
{
    private static readonly CaseClocks Clocks = new(Books.Shipped.Clocks, new CalendarRevisions(Shipped.Court.Calendar));

    [Fact]
    public void A_lawful_case_breaks_nothing() => Assert.Empty(Invariants.Broken(Judged(), Clocks, Shipped.Court));

    public static TheoryData<string, string> Spoilt => new()
    {
        { "(1)", "closed before it was filed" }, { "(1)", "no document" }, { "(1)", "typed closing date" }, { "(3)", "counterclaim in small claims" }, { "(4)", "group dispute in simple" },
        { "(5)", "public interest before a sole judge" }, { "(6)", "the mediator is the assessor" }, { "(6)", "the mediator judges" }, { "(7)", "confirmed late" }, { "(7)", "title confirmed" },
        { "(8)", "seven months of extension" }, { "(9)", "not reached by hand" }, { "(10)", "nobody confirmed" }, { "(11)", "waits and is held" }, { "(11)", "claimed twice" },
        { "(11)", "an offer is left behind" }, { "(6)", "the changed mediator is back" }, { "(6)", "the mediator is kin" },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void A_case_that_breaks_one_is_caught(string number, string how)
    {
        // (9) is counted twice over from the same records: only a wrong clock breaks it, and here one that forgets a deduction.
        var (c, clocks) = how == "not reached by hand" ? (Stayed(), Forgetful()) : (Spoil(how), Clocks);
        Assert.Contains(Invariants.Broken(c, clocks, Shipped.Court), one => one.StartsWith(number, StringComparison.Ordinal));
    }

    private static CourtCase Spoil(string how) => how switch
    {
        "closed before it was filed" => Judged() with { FiledOn = Today.AddDays(3) },
        "no document" => Judged() with { Closure = Judged().Closure! with { Document = new("", Today) } },
        "typed closing date" => Judged() with { ClosedOn = Today.AddDays(1) },
        "counterclaim in small claims" => Judged() with { Procedure = Procedure.SmallClaims, Facts = Fact("counterclaim") },
        "group dispute in simple" => Judged() with { Facts = Fact("groupDispute") },
        "public interest before a sole judge" => Judged() with { Procedure = Procedure.Ordinary, Facts = Fact("publicInterest") },
        "the mediator is the assessor" => Judged() with { Mediator = "R01", Mediation = Mediated("R01"), Trial = new TrialRecord { Participants = [new TrialParticipant(null, Shipped.Court.NameOf("R01")!, ParticipantRole.Assessor, Today)] } },
        "the mediator judges" => Judged() with { Mediator = "J02", Mediation = Mediated("J02") },
        "confirmed late" => Confirmed(Agreement().EffectiveOn.AddDays(45)),
        "title confirmed" => Confirmed(Agreement().EffectiveOn.AddDays(5)) with { Facts = Fact("titleClaim") },
        "seven months of extension" => Judged() with { Procedure = Procedure.Ordinary, Trial = new TrialRecord { Extensions = [new LimitExtension(null, 7, Today, "复杂", true, Today)] } },
        "nobody confirmed" => Judged() with { Triage = Proposal() },
        "waits and is held" => In(CaseState.AwaitingMediator, true) with { Mediator = "M01" },
        "claimed twice" => In(CaseState.Mediating, true) with { Mediation = In(CaseState.Mediating, true).Mediation! with { Attempt = 2 } },
        "an offer is left behind" => Judged() with { Mediator = "M01", Mediation = Mediated("M01") with { Offer = new MediationOffer("M01", OfferChoice.Court, [], Now, Now, "officer", null) } },
        "the changed mediator is back" => Judged() with { Mediator = "M01", Mediation = Mediated("M01") with { Attempt = 2, Returns = [new MediationReturn("M01", Now, "更换调解员", false, Replaced: true)] } },
        "the mediator is kin" => In(CaseState.Mediating, true) with { Mediator = "M02", Parties = [.. In(CaseState.Mediating, true).Parties, new Party { Role = PartyRole.ThirdParty, Name = Shipped.Court.FindMediator("M02")!.Kin[0] }] },
        _ => throw new ArgumentException(how),
    };

    private static CourtCase Judged() => In(CaseState.Closed, true) with
    {
        Route = Route.FastTrack,
        Triage = Proposal() with { DecidedBy = new DecidedBy("person", "officer", Now, null) },
        ClosedOn = Today,
        Closure = new ClosureRecord(ClosureMode.Judgment, new ClosureDocument("民事判决书", Today), [new ServiceRecord("李波", ServiceMethod.InPerson, Today), new ServiceRecord("李强", ServiceMethod.InPerson, Today)]),
    };

    private static CourtCase Stayed() => Judged() with { Trial = new TrialRecord { Suspensions = [new Suspension("appraisal", new DateOnly(2026, 10, 12), new DateOnly(2026, 11, 18))] } };

    private static CourtCase Confirmed(DateOnly appliedOn) => In(CaseState.Confirmed, true) with { Confirmation = In(CaseState.Confirmed, true).Confirmation! with { AppliedOn = appliedOn } };

    private static MediationRecord Mediated(string mediator) => In(CaseState.MediationFailed, true).Mediation! with { Lease = null, Returns = [], Attempt = 1, Reason = mediator };

    private static Dictionary<string, bool> Fact(string fact) => new() { [fact] = true };

    /// <summary>Clocks that leave out no more than a month of an appraisal.</summary>
    private static CaseClocks Forgetful()
    {
        var clocks = Books.Shipped.Clocks;
        return new(new ClockCatalogue([.. clocks.Clocks], [.. clocks.Deductions.Select(d => d.Ground == "appraisal" ? d with { MostMonths = 1 } : d)], clocks.Limits), Clocks.Calendars);
    }
}
