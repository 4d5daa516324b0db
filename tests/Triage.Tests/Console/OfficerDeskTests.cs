using System.Text.Json;
using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

[Collection(Desk.Counter)]
public sealed class OfficerDeskTests(Desk desk)
{
    private const string Divorce = "我和被告结婚十二年，婚后他常喝酒，喝多了就动手打我，去年冬天把我打得住院三天，派出所出过警。我要求离婚，孩子由我抚养。";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_keystrokes_decide_a_case_with_a_reason()
    {
        Desk.NeedsChromium();
        var id = await PlainAsync("褚两键", "褚被告");
        var page = await OpenAsync("officer", id);
        await page.Keyboard.PressAsync("3");
        await page.Keyboard.PressAsync("a");
        await Assertions.Expect(page.Locator(".pending")).ToContainTextAsync("尚未送出");
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("已转家事团队");
        var after = await ReadAsync(id);
        Assert.Equal("family_team", after.GetProperty("route").GetString());
        Assert.Equal("officer", after.GetProperty("triage").GetProperty("decidedBy").GetProperty("confirmedBy").GetString());
        Assert.Equal("涉婚姻家庭、身份关系", after.GetProperty("triage").GetProperty("decidedBy").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_bouncing_key_decides_nothing()
    {
        Desk.NeedsChromium();
        var id = await PlainAsync("褚弹键", "褚被告");
        var page = await OpenAsync("officer", id);
        await page.Keyboard.PressAsync("1");
        await page.Keyboard.PressAsync("1");
        await page.Keyboard.PressAsync("1");
        await Assertions.Expect(page.Locator(".decision [data-route=mediation][aria-pressed=true]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".pending")).ToHaveCountAsync(0);
        Assert.Equal("human_review", (await ReadAsync(id)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_case_that_was_asked_for_opens_also_where_the_queue_is_longer_than_its_page()
    {
        Desk.NeedsChromium();
        _ = await PlainAsync("郎排前", "郎被告");
        var id = await PlainAsync("郎排后", "郎被告");
        var page = await desk.SignedInAsync("officer");
        await page.RouteAsync("**/triage/review-queue*", route => route.ContinueAsync(new() { Url = route.Request.Url.Replace("limit=100", "limit=1", StringComparison.Ordinal) }));
        _ = await page.EvaluateAsync("id => { location.hash = `#/officer/${id}`; }", id);
        await Assertions.Expect(page.Locator(".queue a")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator($".queue [data-id='{id}']")).ToHaveAttributeAsync("aria-current", "true");
        await Assertions.Expect(page.Locator(".review-head")).ToContainTextAsync("郎排后");
    }

    [Fact]
    public async Task A_case_with_a_proposal_opens_though_no_queue_lists_it_and_one_Esc_takes_back_what_was_accepted_twice()
    {
        Desk.NeedsChromium();
        var id = (await Desk.RegisterAsync(desk.Service, "郎建议", "郎被告", Desk.Ditch, amount: 3200, accept: false)).GetProperty("id").GetString()!;
        Assert.Equal("in_triage", (await ReadAsync(id)).GetProperty("state").GetString());
        var page = await OpenAsync("officer", id);
        await Assertions.Expect(page.Locator(".review-head")).ToContainTextAsync("郎建议");
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("g");
        await page.Locator(".pending").WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".pending")).ToHaveCountAsync(0);
        await page.WaitForTimeoutAsync(3_500);
        Assert.Equal("in_triage", (await ReadAsync(id)).GetProperty("state").GetString());
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("已转调解");
        Assert.Equal("awaiting_mediator", (await ReadAsync(id)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_became_of_a_decision_is_told_wherever_one_has_gone_and_signing_out_waits_for_it()
    {
        Desk.NeedsChromium();
        // The statute refuses small claims for this one.
        var barred = (await Desk.RegisterAsync(desk.Service, "谢离开", "谢被告", Divorce, new { statusClaim = true, violence = true, labourArbitrationDone = true })).GetProperty("id").GetString()!;
        var other = await PlainAsync("谢另一", "谢被告");
        var page = await OpenAsync("officer", barred);
        var told = page.Locator(".toast.bad", new() { HasText = "没有办成" });
        // What was read once of the court is not read again with every page.
        List<string> again = [];
        page.Request += (_, request) => { if (new Uri(request.Url).AbsolutePath is "/api/v1/court" or "/api/v1/rules/facts") again.Add(request.Url); };

        await DecideAsync();
        await page.Locator($".queue [data-id='{other}']").ClickAsync();
        await Assertions.Expect(told).ToContainTextAsync("小额诉讼");
        await Assertions.Expect(page.Locator(".review-head")).ToContainTextAsync("谢另一");

        await page.Locator($".queue [data-id='{barred}']").ClickAsync();
        await DecideAsync();
        await page.Locator("#bar").GetByRole(AriaRole.Link, new() { Name = "案件", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("案件");
        await Assertions.Expect(told).ToContainTextAsync("小额诉讼");
        Assert.EndsWith("#/cases", page.Url, StringComparison.Ordinal);
        Assert.Equal("human_review", (await ReadAsync(barred)).GetProperty("state").GetString());

        _ = await page.EvaluateAsync("id => { location.hash = `#/officer/${id}`; }", other);
        await Assertions.Expect(page.Locator(".review-head")).ToContainTextAsync("谢另一");
        Assert.Empty(again);
        await page.Keyboard.PressAsync("3");
        await page.Keyboard.PressAsync("a");
        await page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await page.GetByLabel("用户名").WaitForAsync();
        Assert.Equal("family_team", (await ReadAsync(other)).GetProperty("route").GetString());

        async Task DecideAsync()
        {
            await page.Keyboard.PressAsync("3");
            await page.GetByLabel("程序").SelectOptionAsync("small_claims");
            await page.Locator(".decision [data-reason='a']").ClickAsync();
            await page.Locator(".pending").WaitForAsync();
        }
    }

    [Fact]
    public async Task A_decision_can_be_taken_back_before_it_is_sent()
    {
        Desk.NeedsChromium();
        var id = await PlainAsync("褚撤销", "褚被告");
        var page = await OpenAsync("officer", id);
        await page.Keyboard.PressAsync("3");
        await page.Keyboard.PressAsync("a");
        await page.Locator(".pending").WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator(".pending")).ToHaveCountAsync(0);
        await page.WaitForTimeoutAsync(3_500);
        var after = await ReadAsync(id);
        Assert.Equal("human_review", after.GetProperty("state").GetString());
        Assert.Equal(1, after.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Where_a_decisive_question_is_open_no_ready_reason_is_offered_and_the_reason_says_so()
    {
        Desk.NeedsChromium();
        var id = await DoubtfulAsync("褚问不清", "褚被告");
        var page = await OpenAsync("officer", id);
        await page.Keyboard.PressAsync("3");
        await Assertions.Expect(page.Locator(".unclear")).ToContainTextAsync("有没有打过");
        await page.Keyboard.PressAsync("a");
        await Assertions.Expect(page.Locator(".pending")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("f");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("理由").FillAsync("被告外出，电话不通");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "确定" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "立即送出" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("已转家事团队");
        Assert.Equal("事实问不清（有家庭暴力），仍转家事团队：被告外出，电话不通", (await ReadAsync(id)).GetProperty("triage").GetProperty("decidedBy").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_cause_that_the_story_speaks_against_is_stood_by_in_words_or_corrected_and_no_letter_sends_it()
    {
        Desk.NeedsChromium();
        var id = await MisnamedAsync("褚错案由", "褚被告");
        var page = await OpenAsync("officer", id);
        await Assertions.Expect(page.Locator(".review-head")).ToContainTextAsync("标的额未填");
        // The model is sure, of something else: said once, and never as doubt.
        await Assertions.Expect(page.Locator(".decision h3")).ToContainTextAsync("与所写案由不符");
        await Assertions.Expect(page.Locator(".headline")).ToContainTextAsync("叙述更像婚姻家事");
        await Assertions.Expect(page.Locator(".review")).Not.ToContainTextAsync("没有把握");
        await Assertions.Expect(page.Locator(".headline")).Not.ToContainTextAsync("案由的把握");
        await Assertions.Expect(page.Locator(".headline")).Not.ToContainTextAsync("独任审理");
        await page.Keyboard.PressAsync("3");
        await Assertions.Expect(page.Locator(".doubted-cause")).ToContainTextAsync("民间借贷纠纷");
        await page.Keyboard.PressAsync("a");
        await Assertions.Expect(page.Locator(".pending")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("f");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("理由").FillAsync("原告另有借条，只诉借款");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "确定" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "立即送出" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("已转家事团队");
        Assert.Equal("原告另有借条，只诉借款", (await ReadAsync(id)).GetProperty("triage").GetProperty("decidedBy").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task After_the_cause_is_corrected_the_new_proposal_is_confirmed_with_one_key()
    {
        Desk.NeedsChromium();
        var id = await MisnamedAsync("褚案由", "褚被告");
        var page = await OpenAsync("officer", id);
        await page.GetByRole(AriaRole.Button, new() { Name = "更正案由" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        // What the story reads like is one click away; another cause may be typed all the same.
        await dialog.GetByRole(AriaRole.Group, new() { Name = "从叙述看" }).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(dialog.GetByLabel("应为")).ToHaveValueAsync("离婚纠纷");
        await dialog.GetByLabel("应为").FillAsync("分家析产纠纷");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "与叙述和诉讼请求核对" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "更正并重新甄别" }).ClickAsync();
        await Assertions.Expect(page.Locator(".review .adopt")).ToContainTextAsync("分家析产纠纷");
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("已转");
        var after = await ReadAsync(id);
        Assert.Equal("分家析产纠纷", after.GetProperty("cause").GetProperty("name").GetString());
        Assert.Equal("officer", after.GetProperty("triage").GetProperty("decidedBy").GetProperty("confirmedBy").GetString());
    }

    [Fact]
    public async Task A_digit_answers_how_a_fact_is_known_wherever_the_focus_is()
    {
        Desk.NeedsChromium();
        var id = await DoubtfulAsync("褚数字", "褚被告");
        var page = await OpenAsync("officer", id);
        await page.Locator(".decisive [data-answer]").First.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await page.Keyboard.PressAsync("2");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.WaitForFunctionAsync($"() => fetch('/api/v1/cases/{id}').then(r => r.json()).then(c => c.facts.violence !== undefined)");
    }

    [Fact]
    public async Task A_bouncing_Enter_answers_no_question_and_decides_nothing()
    {
        Desk.NeedsChromium();
        var doubtful = await DoubtfulAsync("褚回车", "褚被告");
        var page = await OpenAsync("officer", doubtful);
        await page.Locator(".decision [data-route=family_team]").FocusAsync();
        for (var i = 0; i < 4; i++) await page.Keyboard.PressAsync("Enter");
        await page.Locator(".unclear").WaitForAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".reasons-pick")).ToBeFocusedAsync();
        // The question that is opened by hand is not answered by the next Enter either.
        await page.Locator(".unclear li button").First.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.Context.CloseAsync();

        var plain = await PlainAsync("褚回弹", "褚被告");
        page = await OpenAsync("officer", plain);
        await page.Locator(".decision [data-route=mediation]").FocusAsync();
        for (var i = 0; i < 4; i++) await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".decision [data-route=mediation][aria-pressed=true]")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".pending")).ToHaveCountAsync(0);
        foreach (var id in new[] { doubtful, plain })
            Assert.Equal(1, (await ReadAsync(id)).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_case_that_was_left_to_a_person_shows_no_figure_of_a_route()
    {
        Desk.NeedsChromium();
        foreach (var (id, why) in new[] { (await DoubtfulAsync("褚无数", "褚被告"), "还缺关键事实"), (await PlainAsync("褚没数", "褚被告"), "模型没有把握") })
        {
            var page = await OpenAsync("officer", id);
            await Assertions.Expect(page.Locator(".decision h3")).ToContainTextAsync(why);
            await Assertions.Expect(page.Locator(".headline")).ToContainTextAsync(why);
            Assert.DoesNotContain("%", await page.Locator(".decision").InnerTextAsync(), StringComparison.Ordinal);
            foreach (var part in await page.Locator(".side-by-side .part").AllInnerTextsAsync())
                Assert.False(part.Contains("去向", StringComparison.Ordinal) && part.Contains('%'), part);
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task A_route_that_the_statute_settles_says_by_law_and_no_figure()
    {
        Desk.NeedsChromium();
        var page = await desk.OpenAsync();
        _ = await page.GotoAsync("/");
        async Task SaysAsync(string expected, string proposal) => Assert.Equal(expected,
            await page.EvaluateAsync<string>($"async () => (await import('/core/proposal.js')).inShort({{ abstained: false, gates: [], {proposal} }})"));
        // A divorce must be mediated; a cause that a person named leaves one route; no estimate of the model stands behind either.
        await SaysAsync("调解 · 简易程序 · 独任审理 · 依法", "route: 'mediation', procedure: 'simple', bench: 'sole', confidence: 0.7, gates: [{ effect: 'requires mediation' }]");
        await SaysAsync("速裁 · 小额诉讼 · 独任审理 · 依法", "route: 'fast_track', procedure: 'small_claims', bench: 'sole', confidence: 1");
        await SaysAsync("告知其他途径 · 依法", "route: 'refer_out', confidence: 0.9995, decidedBy: { kind: 'statute' }");
        await SaysAsync("调解 · 简易程序 · 独任审理 · 去向把握 94%", "route: 'mediation', procedure: 'simple', bench: 'sole', confidence: 0.94");
        await SaysAsync("不作建议，交人工", "route: 'human_review', confidence: 1, abstained: true");
    }

    [Fact]
    public async Task Whether_the_defendant_can_be_reached_is_answered_by_a_button()
    {
        Desk.NeedsChromium();
        var id = await DoubtfulAsync("褚联系", "褚被告");
        var page = await OpenAsync("officer", id);
        await page.Locator("[data-answer=defendantContact]", new() { HasText = "下落不明" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "电话核实" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("已补充");
        await Assertions.Expect(page.Locator("[data-answer=defendantContact]")).ToHaveCountAsync(0);
        Assert.Equal("missing", (await ReadAsync(id)).GetProperty("parties")[1].GetProperty("contact").GetString());
    }

    [Fact]
    public async Task Why_a_case_is_there_stands_beside_it()
    {
        Desk.NeedsChromium();
        var id = await DoubtfulAsync("卫缘由", "卫被告");
        var page = await OpenAsync("officer", id);
        await Assertions.Expect(page.Locator(".why-box")).ToContainTextAsync("缺关键事实");
        await Assertions.Expect(page.Locator(".side-by-side .narrative")).ToContainTextAsync("动手打我");
        await Assertions.Expect(page.Locator(".queue [aria-current]")).ToContainTextAsync("卫缘由");
    }

    [Fact]
    public async Task A_question_is_answered_with_its_source_and_triage_looks_again()
    {
        Desk.NeedsChromium();
        var id = await DoubtfulAsync("姜问答", "姜被告");
        var page = await OpenAsync("officer", id);
        await page.Locator(".decisive [data-answer]").First.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "当事人当面陈述" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.WaitForFunctionAsync($"() => fetch('/api/v1/cases/{id}').then(r => r.json()).then(c => c.version > 1)");
        Assert.NotEmpty((await ReadAsync(id)).GetProperty("facts").EnumerateObject());
    }

    [Fact]
    public async Task Whoever_comes_second_is_told_kindly_and_changes_nothing()
    {
        Desk.NeedsChromium();
        var id = await PlainAsync("戚两人", "戚被告");
        var first = await OpenAsync("officer", id);
        var second = await OpenAsync("head", id);
        await first.Keyboard.PressAsync("3");
        await first.Keyboard.PressAsync("a");
        await Assertions.Expect(first.Locator(".toast")).ToContainTextAsync("已转家事团队");
        await second.Keyboard.PressAsync("1");
        await second.Keyboard.PressAsync("a");
        await Assertions.Expect(second.Locator(".toast.warn")).ToContainTextAsync("本案已由魏承志处理");
        await Assertions.Expect(second.Locator($".queue [data-id='{id}']")).ToHaveCountAsync(0);
        Assert.Equal("family_team", (await ReadAsync(id)).GetProperty("route").GetString());
    }

    [Fact]
    public async Task The_statute_has_the_last_word_and_shows_its_article()
    {
        Desk.NeedsChromium();
        var registered = await Desk.RegisterAsync(desk.Service, "谢法条", "谢被告", Divorce, new { statusClaim = true, violence = true, labourArbitrationDone = true }, claim: "判令被告偿还借款");
        var page = await OpenAsync("officer", registered.GetProperty("id").GetString()!);
        await page.Keyboard.PressAsync("3");
        await page.GetByLabel("程序").SelectOptionAsync("small_claims");
        await page.Locator(".decision [data-reason='a']").ClickAsync();
        var refusal = page.Locator(".review .notice.bad");
        await Assertions.Expect(refusal).ToContainTextAsync("小额诉讼");
        // What was refused does not go on saying that it will be sent; the choice is as it was.
        await Assertions.Expect(page.Locator(".pending")).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByLabel("程序")).ToHaveValueAsync("small_claims");
        await Assertions.Expect(page.Locator(".decision [data-reason='a']")).ToBeVisibleAsync();
        await refusal.Locator(".article summary").ClickAsync();
        await Assertions.Expect(refusal.Locator("blockquote")).ToContainTextAsync("人身关系");
    }

    [Fact]
    public async Task After_the_last_decision_the_address_names_no_case_and_the_other_language_misses_none()
    {
        Desk.NeedsChromium();
        var id = await PlainAsync("邹最后", "邹被告");
        var page = await OpenAsync("officer", id);
        await page.RouteAsync("**/triage/review-queue*", route => route.FulfillAsync(new() { Json = new { items = Array.Empty<object>(), total = 0 } }));
        await page.Keyboard.PressAsync("3");
        await page.Keyboard.PressAsync("a");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".review .empty")).ToContainTextAsync("没有待甄别的案件");
        Assert.EndsWith("#/officer", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Assertions.Expect(page.Locator(".review .empty")).ToContainTextAsync("Nothing to review");
        await Assertions.Expect(page.Locator(".toast")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_route_that_the_law_forbids_is_grey_names_its_article_and_cannot_be_chosen()
    {
        Desk.NeedsChromium();
        var id = (await Desk.RegisterAsync(desk.Service, "邹未裁", "邹厂", "在镇上服装厂干了三年没签合同，上个月把我辞了，一分补偿不给，我要经济补偿金和双倍工资。", new { labourArbitrationDone = false }, 42000, "劳动争议", accept: false)).GetProperty("id").GetString()!;
        var page = await OpenAsync("officer", id);
        await Assertions.Expect(page.Locator(".decision [data-route][aria-disabled=true]")).ToHaveCountAsync(6);
        await Assertions.Expect(page.Locator(".decision .barred")).ToContainTextAsync("劳动争议调解仲裁法第5条");
        await page.Keyboard.PressAsync("1");
        await Assertions.Expect(page.Locator(".review .notice .article")).ToContainTextAsync("劳动争议调解仲裁法第5条");
        await Assertions.Expect(page.Locator(".decision [aria-pressed=true]")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("7");
        await Assertions.Expect(page.Locator(".decision [data-route=refer_out][aria-pressed=true]")).ToHaveCountAsync(1);
        await Desk.ShownAsync(page, "officer-barred");
        await Desk.NoBarriersAsync(page, "officer, routes forbidden by law");
        // Where no statute sends the party elsewhere, nobody is sent elsewhere.
        var open = await OpenAsync("officer", await PlainAsync("邹可选", "邹被告"));
        await Assertions.Expect(open.Locator(".decision [data-route][aria-disabled=true]")).ToHaveCountAsync(1);
        await Assertions.Expect(open.Locator(".decision [data-route=refer_out]")).ToHaveAttributeAsync("aria-disabled", "true");
    }

    [Fact]
    public async Task Shortcuts_can_be_turned_off()
    {
        Desk.NeedsChromium();
        var id = await DoubtfulAsync("邹快捷", "邹被告");
        var page = await OpenAsync("officer", id);
        await page.GetByRole(AriaRole.Button, new() { Name = "快捷键：开" }).ClickAsync();
        await page.Keyboard.PressAsync("3");
        await Assertions.Expect(page.Locator(".decision [aria-pressed=true]")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "快捷键：关" }).ClickAsync();
        await page.Keyboard.PressAsync("3");
        await Assertions.Expect(page.Locator(".decision [aria-pressed=true]")).ToHaveCountAsync(1);
    }

    private async Task<string> DoubtfulAsync(string plaintiff, string defendant)
    {
        var registered = await Desk.RegisterAsync(desk.Service, plaintiff, defendant, Divorce, new { statusClaim = true });
        Assert.Equal("human_review", registered.GetProperty("state").GetString());
        return registered.GetProperty("id").GetString()!;
    }

    /// <summary>Doubtful because form and narrative disagree; no decisive question is open.</summary>
    private async Task<string> PlainAsync(string plaintiff, string defendant)
    {
        var registered = await Desk.RegisterAsync(desk.Service, plaintiff, defendant, Divorce, new { violence = false, labourArbitrationDone = true });
        Assert.Equal("human_review", registered.GetProperty("state").GetString());
        return registered.GetProperty("id").GetString()!;
    }

    /// <summary>Named as something that the story is not.</summary>
    private async Task<string> MisnamedAsync(string plaintiff, string defendant)
    {
        var registered = await Desk.RegisterAsync(desk.Service, plaintiff, defendant, Divorce, new { violence = false }, cause: "民间借贷纠纷");
        Assert.Equal("human_review", registered.GetProperty("state").GetString());
        return registered.GetProperty("id").GetString()!;
    }

    private async Task<IPage> OpenAsync(string userName, string id)
    {
        var page = await desk.SignedInAsync(userName);
        _ = await page.EvaluateAsync("id => { location.hash = `#/officer/${id}`; }", id);
        await page.Locator($".queue [data-id='{id}'][aria-current]").WaitForAsync();
        await page.Locator(".decision").WaitForAsync();
        return page;
    }

    private async Task<JsonElement> ReadAsync(string id)
    {
        using var api = await desk.Service.SignInAsync("head");
        return JsonElement.Parse(await api.GetStringAsync($"cases/{id}", Token));
    }
}
