using Triage.Api.Domain;
using Triage.Tests.Support;

namespace Triage.Tests.Proposing;

/// <summary>The sample court, the shipped rules and the shipped model together.</summary>
public sealed class TriageEngineTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    /// <summary>The irrigation dispute of the contract: small, agreed, between two people who can be reached.</summary>
    private static readonly CourtCase Irrigation = Disputes.Read(Disputes.Irrigation());

    private static CourtCase With(CourtCase c, params (string Fact, bool Value)[] facts) =>
        c with { Facts = c.Facts.Concat(facts.Select(f => KeyValuePair.Create(f.Fact, f.Value))).GroupBy(f => f.Key).ToDictionary(g => g.Key, g => g.Last().Value) };

    [Fact]
    public void An_agreed_irrigation_claim_is_mediated_and_would_be_a_small_claim()
    {
        var (triage, _) = Shipped.Engine.Propose(Irrigation, Today);
        Assert.Equal((Route.Mediation, Procedure.SmallClaims, Bench.Sole, (string?)null), (triage.Route, triage.Procedure!.Value, triage.Bench!.Value, triage.Team));
        Assert.False(triage.Abstained);
        Assert.Equal("neighbour", triage.Cause!.Family);
        Assert.InRange(triage.Complexity.Score, 0, 40);
        var gate = Assert.Single(triage.Gates, g => g.Rule == "msf2023-165-1");
        Assert.Equal(("allows small_claims", "amount=3200.00", "form"), (gate.Effect, gate.Fact, gate.From));
        Assert.Equal(("民事诉讼法", "2023", "165"), (gate.Citation.Law, gate.Citation.Version, gate.Citation.Article));
    }

    [Fact]
    public void Evidence_points_at_its_words_in_the_narrative_as_sent()
    {
        var (triage, _) = Shipped.Engine.Propose(Irrigation, Today);
        Assert.NotEmpty(triage.Evidence);
        Assert.All(triage.Evidence, e => Assert.Equal(e.Text, Irrigation.Narrative.Substring(e.Start, e.Length)));
    }

    [Fact]
    public void Land_title_goes_to_the_government_first_whatever_the_model_thinks()
    {
        var (triage, _) = Shipped.Engine.Propose(With(Irrigation, ("landTitle", true)), Today);
        Assert.Equal(Route.ReferOut, triage.Route);
        Assert.Contains(triage.Gates, g => g.Citation is { Law: "土地管理法", Article: "14" });
        Assert.Equal("statute", triage.DecidedBy!.Kind);
    }

    [Fact]
    public void A_refusal_to_mediate_is_respected()
    {
        var (triage, _) = Shipped.Engine.Propose(Irrigation with { MediationWish = MediationWish.Refuse }, Today);
        Assert.Equal(Route.FastTrack, triage.Route);
        Assert.NotNull(triage.Team);
    }

    [Fact]
    public void A_defendant_nobody_can_find_is_neither_simple_nor_small()
    {
        var missing = Irrigation with { Parties = [Irrigation.Parties[0], Irrigation.Parties[1] with { Contact = Contact.Missing }] };
        var (triage, _) = Shipped.Engine.Propose(missing, Today);
        Assert.Equal(Procedure.Ordinary, triage.Procedure);
        Assert.NotEqual(Route.Mediation, triage.Route);
    }

    [Theory]
    [InlineData("appraisal")]
    [InlineData("counterclaim")]
    [InlineData("foreign")]
    [InlineData("titleClaim")]
    [InlineData("statusClaim")]
    public void What_article_166_excludes_is_never_a_small_claim(string fact) =>
        Assert.NotEqual(Procedure.SmallClaims, Shipped.Engine.Propose(With(Irrigation, (fact, true)), Today).Record.Procedure);

    [Fact]
    public void A_group_dispute_is_heard_by_a_panel_and_not_mediated_away()
    {
        var (triage, flags) = Shipped.Engine.Propose(With(Irrigation, ("groupDispute", true)), Today);
        Assert.Equal(Bench.Panel, triage.Bench);
        Assert.NotEqual(Route.Mediation, triage.Route);
        Assert.Contains(flags, f => f.Flag == "group_dispute" && f.Citation is not null);
    }

    [Fact]
    public void Violence_in_a_family_is_flagged_and_not_mediated_away()
    {
        var divorce = Irrigation with { Narrative = "跟他过了十一年，喝醉了就动手，上个月把我胳膊打骨折了，派出所有记录，这日子没法过了，我要离婚，孩子我带着。", Amount = null };
        var (triage, flags) = Shipped.Engine.Propose(With(divorce, ("violence", true), ("statusClaim", true)), Today);
        Assert.Equal(Route.FamilyTeam, triage.Route);
        Assert.Contains(flags, f => f.Flag == "domestic_violence");
        Assert.Contains(flags, f => f.Flag == "protection_order" && f.Citation!.Law == "反家庭暴力法");
    }

    [Fact]
    public void Talk_of_beating_without_an_answer_about_violence_waits_for_a_person()
    {
        var divorce = Irrigation with { Narrative = "和男人过不下去了，他喝了酒就打我，娃才三岁，我想离，孩子跟我。", Amount = null, Facts = new Dictionary<string, bool>() };
        var (triage, _) = Shipped.Engine.Propose(divorce, Today);
        Assert.True(triage.Abstained);
        Assert.Contains(triage.Questions, q => q is { Fact: "violence", Decisive: true });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_protection_order_is_never_mediated_and_a_person_decides_with_the_article_at_hand(bool violence)
    {
        var order = Irrigation with { Narrative = "丈夫上个月把我胳膊打断了，昨晚又拿刀威胁要杀我，我不敢回家，请求法院发出人身安全保护令。", Claims = ["请求发出人身安全保护令，禁止被申请人接触申请人"], Amount = null };
        var (triage, _) = Shipped.Engine.Propose(With(order, ("violence", violence), ("urgentDanger", true)), Today);
        Assert.Equal((Route.HumanReview, Procedure.Special, true), (triage.Route, triage.Procedure!.Value, triage.Abstained));
        Assert.Contains(triage.AbstainReasons, r => r.Code == "special_procedure" && r.Detail.Contains("七十二小时内作出人身安全保护令", StringComparison.Ordinal));
        Assert.Contains(triage.Gates, g => g is { Effect: "forbids mediation", Citation.Article: "143" });
        Assert.Equal("143", Routing.Check(new(Route.Mediation, Procedure.Special, Bench.Sole, null), triage.Gates)!.Citation!.Article);
        Assert.Equal("28", Routing.Check(new(Route.FamilyTeam, Procedure.Simple, Bench.Sole, null), triage.Gates)!.Citation!.Article);
        Assert.Null(Routing.Check(new(Route.FamilyTeam, Procedure.Special, Bench.Sole, null), triage.Gates));
        var (asked, _) = Shipped.Engine.Propose(order with { Facts = new Dictionary<string, bool>() }, Today);
        Assert.Equal(["violence", "urgentDanger"], asked.Questions.Where(q => q.Decisive).Select(q => q.Fact));
        var (divorce, _) = Shipped.Engine.Propose(With(order, ("violence", violence), ("statusClaim", true)) with { Claims = ["判决离婚", "发出人身安全保护令"] }, Today);
        Assert.NotEqual(Route.Mediation, divorce.Route);
        Assert.Null(Routing.Check(new(Route.FamilyTeam, Procedure.Simple, Bench.Sole, null), divorce.Gates.Where(g => g.Effect != "requires special").ToArray()));
    }

    [Theory]
    [InlineData("赔偿损失3200元", true)]
    [InlineData("立即停止侵害、恢复原状，赔偿损失3200元", false)]
    [InlineData("赔偿3200元并当面赔礼道歉", false)]
    public void A_claim_to_more_than_money_is_no_small_claim(string claim, bool small)
    {
        var (triage, _) = Shipped.Engine.Propose(Irrigation with { Claims = [claim] }, Today);
        Assert.Equal(small ? Procedure.SmallClaims : Procedure.Simple, triage.Procedure);
        Assert.Equal(!small, triage.Gates.Any(g => g is { Effect: "forbids small_claims", Citation.Article: "165" }));
    }

    [Fact]
    public void Wages_without_arbitration_are_asked_about_and_with_none_sent_there()
    {
        var labour = Disputes.Read(Disputes.Dismissal());
        var (asked, _) = Shipped.Engine.Propose(labour, Today);
        Assert.True(asked.Abstained);
        Assert.Contains(asked.Questions, q => q is { Fact: "labourArbitrationDone", Decisive: true });
        var (sent, _) = Shipped.Engine.Propose(With(labour, ("labourArbitrationDone", false)), Today);
        Assert.Equal(Route.ReferOut, sent.Route);
        Assert.Contains(sent.Gates, g => g.Citation is { Law: "劳动争议调解仲裁法", Article: "5" });
    }

    [Fact]
    public void The_clerks_cause_that_the_story_contradicts_is_a_conflict()
    {
        var (triage, _) = Shipped.Engine.Propose(Irrigation with { Cause = new("C26-14", "离婚纠纷", "family"), Narrative = "2026年9月3日我骑电动三轮在村口被一辆面包车追尾，肋骨断了两根，交警认定面包车全责，保险公司不赔。" }, Today);
        Assert.Contains(triage.AbstainReasons, r => r.Code == "conflicting_signals");
    }

    [Fact]
    public void The_same_case_is_proposed_the_same_way_every_time()
    {
        var first = System.Text.Json.JsonSerializer.Serialize(Shipped.Engine.Propose(Irrigation, Today).Record);
        Assert.All(Enumerable.Range(0, 20).AsParallel().Select(_ => System.Text.Json.JsonSerializer.Serialize(Shipped.Engine.Propose(Irrigation, Today).Record)), again => Assert.Equal(first, again));
    }
}
