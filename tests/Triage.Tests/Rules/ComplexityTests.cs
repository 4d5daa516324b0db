using Triage.Api.Domain;

namespace Triage.Tests.Rules;

public sealed class ComplexityTests
{
    [Fact]
    public void The_table_has_the_27_elements_of_practice_and_the_mediators_opinion_and_cuts_at_60()
    {
        Assert.Equal((28, 60), (Books.Shipped.Complexity.Factors.Count, Books.Shipped.Complexity.Limit));
        Assert.Equal([FactorGroup.Key, FactorGroup.Base, FactorGroup.Reference], Books.Shipped.Complexity.Factors.Select(factor => factor.Group).Distinct().Order());
    }

    [Fact]
    public void Water_for_the_fields_is_a_simple_matter()
    {
        var score = Score(
            ("family", "neighbour"), ("cause", "相邻用水、排水纠纷"), ("amount", 3200), ("amountToWage", 0.04), ("plaintiffs", 1), ("defendants", 1), ("defendantContact", "reachable"),
            ("claims", 1), ("narrativeLength", 180), ("channel", "counter"), ("mediationWish", "agree"), ("undisputed", true), ("counterclaim", false), ("appraisal", false), ("groupDispute", false));
        Assert.InRange(score.Score, 10, 25);
        Assert.False(score.IsComplex);
    }

    [Fact]
    public void The_same_case_with_little_known_stays_simple_and_says_what_is_unknown()
    {
        var score = Score(("family", "neighbour"), ("amountToWage", 0.04), ("plaintiffs", 1), ("defendants", 1));
        Assert.InRange(score.Score, 10, 40);
        var appraisal = Assert.Single(score.Factors, factor => factor.Factor.Id == "appraisal");
        Assert.True(appraisal.Unknown);
        Assert.Equal(("unknown", appraisal.Factor.WhenUnknown), (appraisal.Print(), appraisal.Points));
    }

    [Fact]
    public void A_group_over_land_with_appraisal_and_a_missing_defendant_is_complex() => Assert.InRange(
        Score(("family", "land"), ("plaintiffs", 40), ("defendants", 2), ("groupDispute", true), ("appraisal", true), ("defendantContact", "missing")).Score, 61, 100);

    [Fact]
    public void A_building_contract_with_counterclaim_and_appraisal_is_complex() => Assert.True(Score(
        ("family", "contract"), ("cause", "建设工程合同纠纷"), ("amountToWage", 7.5), ("plaintiffs", 1), ("defendants", 2), ("claims", 4), ("appraisal", true), ("counterclaim", true), ("undisputed", false),
        ("lawyer", true), ("narrativeLength", 2500), ("evidenceListed", 30)).IsComplex);

    [Fact]
    public void Agreement_and_kinship_make_a_case_simpler()
    {
        var bare = Score(("family", "lending"), ("undisputed", false), ("kinship", false)).Score;
        Assert.True(Score(("family", "lending"), ("undisputed", true), ("kinship", true)).Score < bare);
    }

    private static ComplexityScore Score(params (string Id, object Value)[] facts) => Books.Shipped.Complexity.Score(Books.Sheet(facts));
}
