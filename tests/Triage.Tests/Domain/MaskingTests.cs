using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Tests.Domain;

public sealed class MaskingTests
{
    private static readonly CourtCase Planted = new()
    {
        Id = "c",
        State = CaseState.AwaitingMediator,
        Regime = "REGISTER_FIRST_2025",
        Tribunal = "dongzhuang",
        Channel = Channel.Police,
        ReceivedOn = new(2026, 11, 16),
        CreatedAt = DateTimeOffset.UnixEpoch,
        Source = new("police_station", "李波", "东庄所2026-113"),
        FiledByProxy = new("王小明", "授权委托书，受托人王小明"),
        Parties =
        [
            new Party { Role = PartyRole.Plaintiff, Name = "李波", IdNumber = "370921198001011234", Phone = "13812345678", Address = "东庄镇李家洼村12号" },
            new Party { Role = PartyRole.Defendant, Name = "欧阳建国" },
            new Party { Role = PartyRole.Defendant, Name = "汶阳丰收农资有限公司", Kind = PartyKind.Company },
        ],
        Narrative = "我叫李波，身份证３７０９２１１９８００１０１１２３４，电话 138 1234 5678，家住东庄镇李家洼村12号，欧阳建国堵了渠，要赔3200.50元，2026年11月16日报的警。",
        Claims = ["请求判令欧阳建国赔偿李波损失"],
        Trial = new()
        {
            Participants = [new(null, "赵铁柱", ParticipantRole.Agent, new(2026, 11, 18))],
            Recusals = [new("J02", "与对方代理人赵铁柱同住", new(2026, 11, 18), null, null)],
            Draw = new(7, ["J02"], [1], new Dictionary<string, string> { ["J01"] = "钱学礼与李波是近亲属，应当回避，不得参与本案", ["J03"] = "钟学礼与赵铁柱同住，应当回避，不得参与本案" }, "J02", false, null),
        },
        Protection = new(new(2026, 11, 17), "孙秀英", false, null),
        FollowUps = [new(new(2026, 11, 20), true, true, "孙秀英说没有再动手", 1)],
        Triage = new TriageRecord { Route = Route.Mediation, Complexity = new(1, 60, []), Model = new("m", "d"), Evidence = [new("欧阳建国堵了渠", 3, 7, 1)] },
    };

    [Theory]
    [InlineData("李波")]
    [InlineData("欧阳建国")]
    [InlineData("王小明")]
    [InlineData("赵铁柱")]
    [InlineData("孙秀英")]
    [InlineData("370921198001011234")]
    [InlineData("３７０９２１１９８００１０１１２３４")]
    [InlineData("13812345678")]
    [InlineData("138 1234 5678")]
    [InlineData("李家洼村12号")]
    [InlineData("东庄所2026-113")]
    public void Nothing_that_was_planted_is_left(string secret) =>
        Assert.DoesNotContain(secret, System.Text.Json.JsonSerializer.Serialize(Masking.Mask(Planted), Readable), StringComparison.Ordinal);

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void The_text_keeps_its_length_so_that_evidence_still_points_at_its_words()
    {
        var masked = Masking.Mask(Planted);
        Assert.Equal(Planted.Narrative.Length, masked.Narrative.Length);
        Assert.Equal("李某", masked.Parties[0].Name);
    }

    [Theory]
    [InlineData("𠮷田花", "𠮷某某"), InlineData("𠮷花", "𠮷某"), InlineData("𠮷", "𠮷"), InlineData("𠮷𠮷", "𠮷某某"), InlineData("李𠮷", "李某某"), InlineData("Smith, John", "S某某某某某某某某某某"), InlineData("李", "李"), InlineData("", "")]
    public void A_character_of_two_units_stays_whole_in_a_name_and_in_the_text_that_repeats_it(string name, string masked)
    {
        Assert.Equal(masked, Masking.MaskName(name));
        Assert.Equal(name.Length, masked.Length);
        var c = Masking.Mask(Planted with { Parties = [new Party { Role = PartyRole.Plaintiff, Name = name, Kind = PartyKind.Person }], Narrative = $"甲与{name}为水渠吵起来" });
        Assert.Equal((masked, $"甲与{masked}为水渠吵起来"), (c.Parties[0].Name, c.Narrative));
        Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(c.Narrative + c.Parties[0].Name)));
    }

    [Fact]
    public void Why_a_judge_was_not_drawn_stays_readable_without_the_party() =>
        Assert.Equal("钱学礼与李某是近亲属，应当回避，不得参与本案", Masking.Mask(Planted).Trial!.Draw!.Excluded["J01"]);

    [Fact]
    public void Whom_a_protection_order_is_for_has_no_name_beside_its_clock_either()
    {
        var names = new PartyNames(Planted, masked: true);
        Assert.Equal(("孙某某", "赵某某", "李某", "汶阳丰收农资有限公司"), (names.Shown("孙秀英"), names.Shown("赵铁柱"), names.Shown("李波"), names.Shown("汶阳丰收农资有限公司")));
        Assert.Equal("孙秀英", new PartyNames(Planted, masked: false).Shown("孙秀英"));
    }

    [Fact]
    public void Amounts_dates_and_companies_stay_readable()
    {
        var masked = Masking.Mask(Planted);
        Assert.Contains("3200.50元", masked.Narrative, StringComparison.Ordinal);
        Assert.Contains("2026年11月16日", masked.Narrative, StringComparison.Ordinal);
        Assert.Equal("汶阳丰收农资有限公司", masked.Parties[2].Name);
    }

    [Fact]
    public void Evidence_that_begins_inside_a_name_keeps_nothing_of_it()
    {
        var start = Planted.Narrative.IndexOf("阳建国", StringComparison.Ordinal);
        var cut = Planted with { Triage = Planted.Triage! with { Evidence = [new("阳建国堵了", start, 5, 1)] } };
        Assert.Equal("某某某堵了", Assert.Single(Masking.Mask(cut).Triage!.Evidence).Text);
    }

    [Fact]
    public void A_name_typed_with_blanks_is_masked_as_well() =>
        Assert.DoesNotContain("波", Masking.Mask(Planted with { Narrative = "李 波说渠是他修的，李　波还要赔钱，前后说了十几个字。" }).Narrative, StringComparison.Ordinal);
}
