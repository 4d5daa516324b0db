using Triage.Api.Domain;

namespace Triage.Tests.Domain;

public sealed class ClosingDateTests
{
    private static readonly DateOnly Made = new(2026, 9, 1);
    private static readonly string[] Parties = ["李波", "李强"];

    private static ClosureRecord Closure(ClosureMode mode, params ServiceRecord[] service) => new(mode, new("文书", Made), service);

    private static ServiceRecord By(string party, ServiceMethod method, int day) => new(party, method, new DateOnly(2026, 9, day));

    [Theory]
    [InlineData(nameof(ServiceMethod.InPerson), 5, "10", "最后一名当事人")]
    [InlineData(nameof(ServiceMethod.LeftAtDomicile), 5, "10", "（一）")]
    [InlineData(nameof(ServiceMethod.Announcement), 5, "10", "（二）")]
    [InlineData(nameof(ServiceMethod.Post), 5, "10", "（三）")]
    [InlineData(nameof(ServiceMethod.ThroughUnit), 5, "10", "（四）")]
    public void A_judgment_ends_on_the_day_the_way_of_service_names(string method, int day, string article, string text)
    {
        var closing = ClosingDate.Of(Closure(ClosureMode.Judgment, By("李波", ServiceMethod.InPerson, 2), By("李强", Enum.Parse<ServiceMethod>(method), day)), Parties);
        Assert.Equal(new DateOnly(2026, 9, day), closing.On);
        Assert.Equal(article, closing.Steps[1].Citation.Article);
        Assert.Contains(text, closing.Steps[1].Citation.Text);
    }

    [Fact]
    public void The_last_party_decides() =>
        Assert.Equal(new DateOnly(2026, 9, 20), ClosingDate.Of(Closure(ClosureMode.MediationStatement, By("李波", ServiceMethod.InPerson, 20), By("李强", ServiceMethod.InPerson, 3)), Parties).On);

    [Fact]
    public void A_pronounced_judgment_ends_that_day_whenever_the_paper_follows() =>
        Assert.Equal(new DateOnly(2026, 9, 4), ClosingDate.Of(Closure(ClosureMode.Judgment,
            By("李波", ServiceMethod.Pronounced, 4), By("李强", ServiceMethod.Pronounced, 4), By("李强", ServiceMethod.InPerson, 12)), Parties).On);

    [Fact]
    public void Nothing_ends_before_everybody_was_reached()
    {
        var closing = ClosingDate.Of(Closure(ClosureMode.Judgment, By("李波", ServiceMethod.InPerson, 2)), Parties);
        Assert.Null(closing.On);
        Assert.Equal(["李强"], closing.NotServed);
    }

    [Theory]
    [InlineData(nameof(ClosureMode.MediationStatement), nameof(ServiceMethod.LeftAtDomicile), nameof(Procedure.Ordinary), "133")]
    [InlineData(nameof(ClosureMode.MediationStatement), nameof(ServiceMethod.Announcement), nameof(Procedure.Ordinary), "100")]
    [InlineData(nameof(ClosureMode.Judgment), nameof(ServiceMethod.Announcement), nameof(Procedure.Simple), "4")]
    [InlineData(nameof(ClosureMode.Judgment), nameof(ServiceMethod.Announcement), nameof(Procedure.SmallClaims), "4")]
    public void A_way_of_service_that_the_law_does_not_allow_is_refused_with_the_article(string mode, string method, string procedure, string article)
    {
        var refusal = ClosingDate.Refuse(Closure(Enum.Parse<ClosureMode>(mode), By("李波", ServiceMethod.InPerson, 2), By("李强", Enum.Parse<ServiceMethod>(method), 3)), Enum.Parse<Procedure>(procedure));
        Assert.Equal(RefusalCodes.ForbiddenByStatute, refusal!.Code);
        Assert.Equal(article, refusal.Citation!.Article);
    }

    [Fact]
    public void Public_notice_is_allowed_in_ordinary_procedure() =>
        Assert.Null(ClosingDate.Refuse(Closure(ClosureMode.Judgment, By("李波", ServiceMethod.InPerson, 2), By("李强", ServiceMethod.Announcement, 3)), Procedure.Ordinary));

    [Fact]
    public void A_letter_closes_when_posted_but_the_time_to_appeal_waits_for_its_receipt()
    {
        var c = Clocks.Cases.Filed("2026-06-01", Procedure.Ordinary) with
        {
            Closure = Closure(ClosureMode.Judgment, By("李波", ServiceMethod.InPerson, 2), new("李强", ServiceMethod.Post, new(2026, 9, 3))),
        };
        Assert.Equal(new DateOnly(2026, 9, 3), ClosingDate.Of(c.Closure, Parties).On);
        Assert.Null(AppealPeriods.Of(c, Clocks.Cases.Shipped).Single(period => period.Party == "李强").ServedOn);
        var back = c with { Closure = c.Closure with { Service = [c.Closure.Service[0], c.Closure.Service[1] with { ReceivedOn = new(2026, 9, 8) }] } };
        Assert.Equal(new DateOnly(2026, 9, 8), AppealPeriods.Of(back, Clocks.Cases.Shipped).Single(period => period.Party == "李强").ServedOn);
    }

    [Theory]
    [InlineData(nameof(ClosureMode.Judgment), "民事判决书", nameof(Procedure.Ordinary), "Judgment")]
    [InlineData(nameof(ClosureMode.Judgment), "民事判决书", nameof(Procedure.SmallClaims), "Final")]
    [InlineData(nameof(ClosureMode.Dismissal), "民事裁定书", nameof(Procedure.Simple), "Ruling")]
    [InlineData(nameof(ClosureMode.Dismissal), "民事裁定书", nameof(Procedure.SmallClaims), "Final")]
    [InlineData(nameof(ClosureMode.Ruling), "不予受理裁定书", null, "Ruling")]
    [InlineData(nameof(ClosureMode.Ruling), "终结诉讼裁定书", nameof(Procedure.Simple), "NotAppealable")]
    [InlineData(nameof(ClosureMode.Withdrawal), "准许撤诉裁定书", nameof(Procedure.Ordinary), "NotAppealable")]
    [InlineData(nameof(ClosureMode.MediationStatement), "民事调解书", nameof(Procedure.Simple), "Statement")]
    public void What_may_be_appealed_depends_on_the_document_and_the_procedure(string mode, string document, string? procedure, string kind)
    {
        var c = Clocks.Cases.Filed("2026-06-01") with { Procedure = procedure is null ? null : Enum.Parse<Procedure>(procedure) };
        Assert.Equal(kind, AppealPeriods.KindOf(c, new(Enum.Parse<ClosureMode>(mode), new(document, Made), [])).Kind.ToString());
    }
}
