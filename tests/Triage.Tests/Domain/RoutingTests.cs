using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Tests.Support;

namespace Triage.Tests.Domain;

public sealed class RoutingTests
{
    private static readonly Citation Article = new("民事诉讼法", "2023", "1", "……");

    private static GateRecord Gate(string effect) => new("rule", effect, "fact=true", "form", "一句话", Article);

    private static PossibleKind Kind(string family, double probability, params string[] effects) =>
        new(family, "案由", probability, Recognised: true, [.. effects.Select(Gate)], SmallClaimsInDoubt: false);

    private static RoutingInput Input(params PossibleKind[] kinds) => new()
    {
        Kinds = kinds,
        Complexity = new(20, 60, []),
        Questions = [],
        Policy = Shipped.Policy,
        TeamFor = (type, _) => $"team-{type}",
    };

    private static RoutingInput Complex(RoutingInput input) => input with { Complexity = new(72, 60, []) };

    [Theory]
    [InlineData("neighbour", "requires mediation", "mediation")]
    [InlineData("contract", "", "mediation")]
    [InlineData("contract", "forbids mediation", "fast_track")]
    [InlineData("family", "forbids mediation", "family_team")]
    [InlineData("land", "forbids mediation", "land_team")]
    [InlineData("family", "requires mediation|flags domestic_violence", "family_team")]
    [InlineData("land", "flags group_dispute|forbids sole|forbids simple", "land_team")]
    [InlineData("contract", "forbids mediation|forbids simple", "specialised_team")]
    [InlineData("land", "refers_out government_land|requires mediation", "refer_out")]
    public void A_simple_case_goes_where_the_statute_leaves_it_to_go(string family, string effects, string expected) =>
        Assert.Equal(EnumText.Parse<Route>(expected), Routing.Propose(Input(Kind(family, 1, effects.Split('|', StringSplitOptions.RemoveEmptyEntries)))).Lane.Route);

    [Theory]
    [InlineData("contract", "specialised_team")]
    [InlineData("family", "family_team")]
    [InlineData("land", "land_team")]
    public void A_complex_case_goes_to_the_team_for_it(string family, string expected) =>
        Assert.Equal(EnumText.Parse<Route>(expected), Routing.Propose(Complex(Input(Kind(family, 1)))).Lane.Route);

    [Fact]
    public void Who_asks_for_mediation_gets_it_even_in_a_complex_case() =>
        Assert.Equal(Route.Mediation, Routing.Propose(Complex(Input(Kind("contract", 1))) with { Wish = MediationWish.Agree }).Lane.Route);

    [Fact]
    public void Nobody_mediates_with_somebody_who_cannot_be_found() =>
        Assert.NotEqual(Route.Mediation, Routing.Propose(Input(Kind("contract", 1)) with { SomebodyMissing = true, Wish = MediationWish.Agree }).Lane.Route);

    [Theory]
    [InlineData("allows small_claims", "small_claims", "sole")]
    [InlineData("allows small_claims|forbids small_claims", "simple", "sole")]
    [InlineData("allows small_claims|forbids simple", "ordinary", "panel")]
    [InlineData("forbids simple|allows sole", "ordinary", "sole")]
    [InlineData("forbids simple|allows sole|forbids sole", "ordinary", "panel")]
    [InlineData("allows small_claims|forbids sole", "ordinary", "panel")]
    [InlineData("requires special", "special", "sole")]
    [InlineData("", "simple", "sole")]
    public void Procedure_and_bench_follow_the_gates(string effects, string procedure, string bench)
    {
        var lane = Routing.Propose(Input(Kind("contract", 1, effects.Split('|', StringSplitOptions.RemoveEmptyEntries)))).Lane;
        Assert.Equal((procedure, bench), (EnumText.Of(lane.Procedure!.Value), EnumText.Of(lane.Bench!.Value)));
    }

    [Fact]
    public void Small_claims_are_not_guessed_while_a_question_is_open() =>
        Assert.Equal(Procedure.Simple, Routing.Propose(Input(Kind("contract", 1, "allows small_claims") with { SmallClaimsInDoubt = true })).Lane.Procedure);

    [Fact]
    public void Two_kinds_that_lead_to_the_same_place_are_no_doubt()
    {
        var proposal = Routing.Propose(Input(Kind("land", 0.5), Kind("neighbour", 0.5)));
        Assert.Empty(proposal.AbstainReasons);
        Assert.Equal(1, proposal.Confidence);
    }

    [Fact]
    public void Two_kinds_that_lead_apart_and_are_close_are_left_to_a_person()
    {
        var proposal = Routing.Propose(Input(Kind("land", 0.52, "forbids mediation"), Kind("neighbour", 0.48)));
        Assert.Contains(proposal.AbstainReasons, r => r.Code == "close_routes");
        Assert.Equal(Route.HumanReview, proposal.Lane.Route);
        Assert.Equal([Route.LandTeam, Route.Mediation], proposal.Alternatives.Select(a => a.Route));
    }

    [Fact]
    public void A_missing_decisive_fact_is_left_to_a_person_and_named()
    {
        var proposal = Routing.Propose(Input(Kind("land", 1)) with { Questions = [new("landTitle", "争的是谁的地？", "先由政府处理", Decisive: true, "tdglf2019-14-2")] });
        Assert.Contains(proposal.AbstainReasons, r => r.Code == "missing_fact" && r.Detail.Contains("landTitle", StringComparison.Ordinal));
    }

    [Fact]
    public void A_question_that_is_not_decisive_does_not_hold_the_case_up() =>
        Assert.Empty(Routing.Propose(Input(Kind("contract", 1)) with { Questions = [new("undisputed", "承认吗？", "小额", Decisive: false, "r")] }).AbstainReasons);

    [Fact]
    public void Contradictory_signals_and_texts_out_of_domain_are_left_to_a_person()
    {
        Assert.Contains(Routing.Propose(Input(Kind("contract", 1)) with { Conflicts = ["表单与叙述不符"] }).AbstainReasons, r => r.Code == "conflicting_signals");
        Assert.Contains(Routing.Propose(Input(Kind("contract", 1)) with { OutOfDomain = "闲谈" }).AbstainReasons, r => r.Code == "out_of_domain");
    }

    [Fact]
    public void The_model_alone_turns_nobody_away()
    {
        var proposal = Routing.Propose(Input(Kind("administrative", 1) with { Recognised = false }));
        Assert.Equal(Route.HumanReview, proposal.Lane.Route);
        Assert.Contains(proposal.AbstainReasons, r => r.Code == "not_a_civil_case");
    }

    [Theory]
    [InlineData("mediation", null, null, "forbids mediation", RefusalCodes.ForbiddenByStatute)]
    [InlineData("fast_track", "small_claims", "sole", "allows small_claims|forbids small_claims", RefusalCodes.ForbiddenByStatute)]
    [InlineData("fast_track", "small_claims", "sole", "", RefusalCodes.FieldInvalid)]
    [InlineData("fast_track", "simple", "sole", "forbids simple", RefusalCodes.ForbiddenByStatute)]
    [InlineData("ordinary_team", "ordinary", "sole", "forbids sole|forbids simple", RefusalCodes.ForbiddenByStatute)]
    [InlineData("ordinary_team", "ordinary", "panel", "requires simple", RefusalCodes.ForbiddenByStatute)]
    [InlineData("fast_track", "simple", "sole", "refers_out government_land", RefusalCodes.ForbiddenByStatute)]
    [InlineData("refer_out", null, null, "", RefusalCodes.FieldInvalid)]
    [InlineData("fast_track", "simple", "panel", "", RefusalCodes.FieldInvalid)]
    [InlineData("refer_out", null, null, "refers_out government_land", null)]
    [InlineData("mediation", "simple", "sole", "", null)]
    [InlineData("ordinary_team", "ordinary", "panel", "forbids sole|requires simple", null)]
    public void Nobody_overrules_a_statute_without_changing_a_fact(string route, string? procedure, string? bench, string effects, string? code) =>
        Assert.Equal(code, Routing.Check(new Lane(EnumText.Parse<Route>(route), Word<Procedure>(procedure), Word<Bench>(bench), null), [.. effects.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(Gate)])?.Code);

    private static T? Word<T>(string? word) where T : struct, Enum => word is null ? null : EnumText.Parse<T>(word);

    [Fact]
    public void A_refusal_by_statute_carries_the_article() =>
        Assert.Equal(Article, Routing.Check(new Lane(Route.Mediation, null, null, null), [Gate("forbids mediation")])!.Citation);
}
