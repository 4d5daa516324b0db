using Triage.Api.Domain;
using Triage.Api.Rules;

namespace Triage.Tests.Rules;

/// <summary>The findings that decide what triage must never get wrong, each held against the shipped rules.</summary>
public sealed class GateTests
{
    [Fact]
    public void A_small_simple_money_claim_is_a_small_claim_and_shows_the_amount_not_the_ratio()
    {
        var gate = Fired(Books.Evaluate(("amount", 3200), ("amountToWage", 0.04), ("moneyClaim", true), ("undisputed", true)), "msf2023-165-1");
        Assert.Equal("allows small_claims", gate.Rule.Effect.ToString());
        Assert.Equal("amount=3200.00", gate.Fact);
        Assert.Equal(FactOrigin.Form, gate.From);
        Assert.Equal(("民事诉讼法", "2023", "165"), (gate.Rule.Citation.Law, gate.Rule.Citation.Version, gate.Rule.Citation.Article));
    }

    [Theory]
    [InlineData(0.5, true, false)]
    [InlineData(0.5001, false, true)]
    [InlineData(2.0, false, true)]
    [InlineData(2.0001, false, false)]
    public void The_bands_of_article_165_end_where_the_statute_ends_them(double ratio, bool allowed, bool byAgreement)
    {
        var evaluation = Books.Evaluate(("amount", 40_000), ("amountToWage", ratio), ("moneyClaim", true), ("undisputed", true));
        Assert.Equal((allowed, byAgreement), (evaluation.Allows("small_claims"), evaluation.AllowsByAgreement("small_claims")));
        Assert.Equal(ratio <= 2, evaluation.Requires("simple"));
    }

    [Fact]
    public void Both_parties_can_agree_to_small_claims_up_to_twice_the_wage()
    {
        Assert.True(Books.Evaluate(("amountToWage", 1.5), ("moneyClaim", true), ("undisputed", true), ("agreedSmallClaims", true)).Allows("small_claims"));
        Assert.False(Books.Evaluate(("amountToWage", 2.5), ("moneyClaim", true), ("undisputed", true), ("agreedSmallClaims", true)).Allows("small_claims"));
    }

    [Fact]
    public void Whether_the_facts_are_disputed_is_asked_and_until_then_the_claim_is_not_small()
    {
        var evaluation = Books.Evaluate(("amount", 3200), ("amountToWage", 0.04), ("moneyClaim", true));
        Assert.False(evaluation.Allows("small_claims"));
        var question = Asked(evaluation, "undisputed");
        Assert.False(question.Decisive);
        Assert.False(evaluation.HasDecisiveQuestion);
        Assert.Null(evaluation.Forbids("simple"));
    }

    [Fact]
    public void Facts_that_arise_later_neither_block_a_small_claim_nor_hold_the_route_up()
    {
        var evaluation = Books.Evaluate(
            ("family", "tort"), ("amount", 3200), ("amountToWage", 0.04), ("moneyClaim", true), ("undisputed", true), ("defendantContact", "reachable"));
        Assert.False(Asked(evaluation, "appraisal").Decisive);
        Assert.DoesNotContain(evaluation.Questions, question => question.Fact.Id is "counterclaim" or "publicNotice" or "thirdParty");
        Assert.False(evaluation.InDoubt("small_claims"));
        Assert.True(evaluation.Allows("small_claims"));
    }

    [Fact]
    public void A_group_is_ten_on_one_side()
    {
        Assert.Null(Books.Evaluate(("partiesOnOneSide", 9), ("groupDispute", false)).Forbids("simple"));
        var ten = Books.Evaluate(("partiesOnOneSide", 10));
        Assert.Equal("msfjs2022-257-3", ten.Forbids("simple")!.Rule.Id);
        Assert.Equal("msf2023-42-2", ten.Forbids("sole")!.Rule.Id);
        Assert.True(ten.Flags("group_dispute"));
    }

    [Fact]
    public void Complex_does_not_mean_panel_ordinary_with_clear_facts_may_sit_alone()
    {
        var missing = Books.Evaluate(("defendantContact", "missing"), ("basicFactsClear", true));
        Assert.NotNull(missing.Forbids("simple"));
        Assert.True(missing.Allows("sole"));
        Assert.Null(missing.Forbids("sole"));
    }

    [Fact]
    public void A_divorce_must_be_mediated_but_is_neither_small_nor_confirmed()
    {
        var divorce = Books.Evaluate(("family", "family"), ("cause", "离婚纠纷"), ("statusClaim", true), ("mediationWish", "agree"));
        Assert.True(divorce.Requires("mediation"));
        Assert.True(divorce.Flags("divorce_must_mediate"));
        Assert.Null(divorce.Forbids("mediation"));
        Assert.Equal("166", divorce.Forbids("small_claims")!.Rule.Citation.Article);
        Assert.Equal("355", divorce.Forbids("confirmation")!.Rule.Citation.Article);
    }

    [Fact]
    public void A_declaration_of_status_may_not_be_mediated_at_all()
    {
        var nullity = Books.Evaluate(("family", "family"), ("cause", "婚姻无效纠纷"), ("statusConfirmation", true));
        Assert.Equal("143", nullity.Forbids("mediation")!.Rule.Citation.Article);
        Assert.False(nullity.Requires("mediation"));
        Assert.False(nullity.Allows("mediation"));
    }

    [Fact]
    public void A_family_matter_of_unknown_kind_is_asked_for_status_and_is_no_small_claim_meanwhile()
    {
        var evaluation = Books.Evaluate(("family", "family"), ("amountToWage", 0.1), ("moneyClaim", true), ("undisputed", true), ("defendantContact", "reachable"));
        Assert.False(Asked(evaluation, "statusClaim").Decisive);
        Assert.True(evaluation.InDoubt("small_claims"));
        var support = Books.Evaluate(
            ("family", "family"), ("cause", "赡养费纠纷"), ("amountToWage", 0.1), ("moneyClaim", true), ("undisputed", true), ("defendantContact", "reachable"));
        Assert.False(support.InDoubt("small_claims"));
    }

    [Fact]
    public void Title_to_land_goes_to_the_government_first_and_a_contract_over_land_to_the_court()
    {
        var title = Books.Evaluate(("family", "land"), ("landTitle", true));
        Assert.Equal(("refers_out government_land", "14"), (title.Referral!.Rule.Effect.ToString(), title.Referral.Rule.Citation.Article));
        Assert.Equal("landTitle=true", title.Referral.Fact);
        Assert.Contains("三十日", title.Referral.Rule.Target!.Notice, StringComparison.Ordinal);
        var forest = Books.Evaluate(("family", "land"), ("landTitle", true), ("forestLand", true));
        Assert.Equal("refers_out government_forest", forest.Referral!.Rule.Effect.ToString());
        var contract = Books.Evaluate(("family", "land"), ("cause", "土地经营权出租合同纠纷"));
        Assert.Null(contract.Referral);
        Assert.True(contract.Allows("court"));
        Assert.DoesNotContain(contract.Questions, question => question.Fact.Id == "landTitle");
    }

    [Theory]
    [InlineData("land", true)]
    [InlineData("neighbour", false)]
    [InlineData("administrative", false)]
    public void Whose_the_land_is_is_asked_where_it_matters_and_decides_where_land_is_the_dispute(string family, bool decisive) =>
        Assert.Equal(decisive, Asked(Books.Evaluate(("family", family)), "landTitle").Decisive);

    [Theory]
    [InlineData("lending")]
    [InlineData("traffic")]
    [InlineData("family")]
    [InlineData("labour")]
    [InlineData("tort")]
    public void Nobody_is_asked_about_land_in_other_matters(string family) =>
        Assert.DoesNotContain(Books.Evaluate(("family", family)).Questions, question => question.Fact.Id is "landTitle" or "againstGovernment");

    [Fact]
    public void A_villager_who_speaks_of_a_lease_is_not_held_up_by_the_question_of_title()
    {
        Assert.False(Asked(Books.Evaluate(("family", "land"), ("speaksOfLandContract", true)), "landTitle").Decisive);
        Assert.True(Asked(Books.Evaluate(("family", "land"), ("speaksOfLandContract", true), ("speaksOfTitle", true)), "landTitle").Decisive);
    }

    [Fact]
    public void A_neighbour_who_speaks_of_title_is_asked_decisively() =>
        Assert.True(Asked(Books.Evaluate(("family", "neighbour"), ("speaksOfTitle", true)), "landTitle").Decisive);

    [Fact]
    public void A_labour_dispute_goes_to_arbitration_first_but_service_and_wage_ious_come_to_court()
    {
        Assert.True(Asked(Books.Evaluate(("family", "labour"), ("cause", "经济补偿金纠纷")), "labourArbitrationDone").Decisive);
        var dismissed = Books.Evaluate(("family", "labour"), ("cause", "经济补偿金纠纷"), ("labourArbitrationDone", false));
        Assert.Equal("refers_out labour_arbitration", dismissed.Referral!.Rule.Effect.ToString());
        Assert.Equal("wageIou", Asked(dismissed, "wageIou").Fact.Id);
        Assert.Null(Books.Evaluate(("family", "labour"), ("labourArbitrationDone", false), ("wageIou", true)).Referral);
        var service = Books.Evaluate(("family", "labour"), ("cause", "劳务合同纠纷"));
        Assert.Null(service.Referral);
        Assert.DoesNotContain(service.Questions, question => question.Fact.Id == "labourArbitrationDone");
        Assert.Null(Books.Evaluate(("family", "lending"), ("labourArbitrationDone", false)).Referral);
    }

    [Fact]
    public void Whether_it_is_against_the_government_decides_an_administrative_matter()
    {
        Assert.True(Asked(Books.Evaluate(("family", "administrative")), "againstGovernment").Decisive);
        Assert.Equal("refers_out administrative_channel", Books.Evaluate(("againstGovernment", true)).Referral!.Rule.Effect.ToString());
    }

    [Theory]
    [InlineData("landRightsNotObtained", "rural_administration")]
    [InlineData("compensationAmount", "village_collective")]
    [InlineData("expropriation", "administrative_channel")]
    [InlineData("arbitrationClause", "arbitration_commission")]
    [InlineData("wrongCourt", "other_court")]
    [InlineData("decidedBefore", "retrial")]
    [InlineData("withdrawnDivorceWithinSixMonths", "refile_later")]
    public void A_stated_bar_sends_the_party_to_its_place(string fact, string body) => Assert.Equal(body, Books.Evaluate((fact, true)).Referral!.Rule.Effect.Target);

    [Fact]
    public void The_filing_partys_refusal_forbids_mediation_and_silence_does_not()
    {
        Assert.Equal("125", Books.Evaluate(("family", "neighbour"), ("mediationWish", "refuse")).Forbids("mediation")!.Rule.Citation.Article);
        var silent = Books.Evaluate(("family", "neighbour"));
        Assert.True(silent.Allows("mediation"));
        Assert.False(Asked(silent, "mediationWish").Decisive);
    }

    [Fact]
    public void Violence_is_asked_about_in_family_matters_and_flags_the_protection_order()
    {
        Assert.False(Asked(Books.Evaluate(("family", "family")), "violence").Decisive);
        Assert.DoesNotContain(Books.Evaluate(("family", "tort"), ("speaksOfViolence", true)).Questions, question => question.Fact.Id == "violence");
        Assert.True(Books.Evaluate(("family", "family"), ("speaksOfViolence", true)).Flags("violence_screen"));
        var known = Books.Evaluate(("family", "family"), ("violence", true), ("urgentDanger", true));
        Assert.True(known.Flags("domestic_violence") && known.Flags("protection_order") && known.Flags("protection_order_urgent"));
        Assert.Equal("28", Fired(known, "fjbf2015-28").Rule.Citation.Article);
    }

    [Fact]
    public void A_protection_order_takes_the_special_procedure_and_asks_for_the_danger_before_anything_else()
    {
        var recognised = Books.Evaluate(("family", "family"), ("cause", "申请人身安全保护令"));
        Assert.Equal("28", Fired(recognised, "fjbf2015-28-1").Rule.Citation.Article);
        Assert.True(recognised.Requires("special"));
        Assert.Equal(["violence", "urgentDanger"], recognised.Questions.Where(q => q.Decisive).Select(q => q.Fact.Id));
        var claimed = Books.Evaluate(("family", "family"), ("cause", "离婚纠纷"), ("asksForProtection", true));
        Assert.Equal("143", claimed.Forbids("mediation")!.Rule.Citation.Article);
        Assert.DoesNotContain(Books.Evaluate(("family", "family"), ("cause", "离婚纠纷")).Questions, q => q.Decisive);
        var divorce = Books.Evaluate(("family", "family"), ("cause", "离婚纠纷"), ("statusClaim", true), ("asksForProtection", true));
        Assert.False(divorce.Requires("special"));
        Assert.True(divorce.Flags("protection_order") && Asked(divorce, "violence").Decisive);
    }

    [Fact]
    public void Where_there_is_violence_the_statute_is_not_said_to_call_for_mediation()
    {
        var violent = Books.Evaluate(("family", "family"), ("cause", "赡养费纠纷"), ("mediationWish", "agree"), ("violence", true));
        Assert.False(violent.Allows("mediation") || violent.Requires("mediation"));
        Assert.True(Books.Evaluate(("family", "family"), ("cause", "赡养费纠纷"), ("mediationWish", "agree"), ("violence", false)).Allows("mediation"));
    }

    [Theory]
    [InlineData("assessor", true)]
    [InlineData("agent", true)]
    [InlineData("witness", true)]
    [InlineData("appraiser", true)]
    [InlineData("interpreter", true)]
    [InlineData("judge", false)]
    public void Who_mediated_a_case_takes_no_other_part_in_it(string role, bool forbidden) =>
        Assert.Equal(forbidden, Books.Evaluate(("mediatedThisCase", true), ("roleInTrial", role)).Forbids("role") is not null);

    [Fact]
    public void Decisive_questions_come_first_and_each_fact_is_asked_once()
    {
        var questions = Books.Evaluate(("family", "land"), ("moneyClaim", true), ("amountToWage", 0.3), ("speaksOfGovernment", true)).Questions;
        Assert.Equal(questions.Select(question => question.Meanwhile).Order(), questions.Select(question => question.Meanwhile));
        Assert.Equal(questions.Count, questions.Select(question => question.Fact.Id).Distinct().Count());
        Assert.True(questions[0].Decisive);
    }

    [Fact]
    public void Rules_hold_only_while_they_are_in_force() =>
        Assert.DoesNotContain(Books.Shipped.Evaluate(Books.Sheet(), new(2023, 12, 31)).Gates, gate => gate.Rule.Citation is { Law: "民事诉讼法", Version: "2023" });

    [Fact]
    public void A_pay_packet_on_paper_is_asked_about_before_anybody_is_sent_away()
    {
        var questions = Books.Evaluate(("family", "labour"), ("cause", "追索劳动报酬纠纷"), ("speaksOfIou", true)).Questions;
        Assert.Contains(questions, question => question.Fact.Id == "wageIou");
        Assert.DoesNotContain(Books.Evaluate(("family", "labour"), ("wageIou", true)).Questions, question => question.Fact.Id == "labourArbitrationDone");
    }

    [Fact]
    public void Three_thousand_cases_a_second_leave_little_behind()
    {
        var sheet = Books.Sheet(("family", "neighbour"), ("amount", 3200), ("amountToWage", 0.04), ("moneyClaim", true), ("undisputed", true));
        Books.Shipped.Evaluate(sheet, Books.Today);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Books.Shipped.Evaluate(sheet, Books.Today);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 1, 12_000);
    }

    private static GateResult Fired(Evaluation evaluation, string id) => Assert.Single(evaluation.Gates, gate => gate.Fired && gate.Rule.Id == id);

    private static Question Asked(Evaluation evaluation, string fact) => Assert.Single(evaluation.Questions, question => question.Fact.Id == fact);
}
