using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

[Collection(Desk.Counter)]
public sealed class ClerkDeskTests(Desk desk)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dispute_is_registered_with_its_proposal_and_a_receipt()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await Desk.FillAsync(page, "李登记", "李应诉");
        await Assertions.Expect(page.Locator(".headline .route")).ToHaveTextAsync("调解");
        await Desk.Submit(page).ClickAsync();
        var sheet = page.Locator(".sheet");
        await Assertions.Expect(sheet).ToContainTextAsync("李登记");
        await Assertions.Expect(sheet).ToContainTextAsync("3,200.00 元");
        await Assertions.Expect(sheet).ToContainTextAsync("民初");
        Assert.Equal(1, await Desk.CountAsync(desk.Service, "李登记", Token));
    }

    [Fact]
    public async Task The_words_that_spoke_for_the_proposal_are_underlined_where_they_stand()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await Desk.FillAsync(page, "李下划", "李线");
        var marks = page.Locator(".paper mark");
        await marks.First.WaitForAsync();
        Assert.All(await marks.AllInnerTextsAsync(), word => Assert.Contains(word, Desk.Ditch, StringComparison.Ordinal));
        // The copy with the underlines lies exactly under the text, or it would mark other words.
        Assert.Equal(Desk.Ditch, (await page.Locator(".paper").EvaluateAsync<string>("e => e.textContent")).TrimEnd('\n', '\u200b'));
        var before = await marks.CountAsync();
        await Desk.Field(page, "narrative").EvaluateAsync("e => { e.setSelectionRange(0, 0); e.focus(); }");
        await page.Keyboard.TypeAsync("另查，");
        Assert.Equal(before, await marks.CountAsync());
        Assert.StartsWith("另查，我和被告", await page.Locator(".paper").EvaluateAsync<string>("e => e.textContent"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_is_answered_where_it_is_asked_and_the_proposal_follows()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await Desk.FillAsync(page, "吴问答", "郑问答", "被告去年向我借款两万元做生意，写了借条，约定今年六月还清，到期后一直不还，催了多次都说没钱。我要求还钱。", "20000");
        var answer = page.Locator("[data-answer=undisputed]").First;
        await answer.ClickAsync();
        await Assertions.Expect(page.Locator("[data-answer=undisputed]")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".gates")).ToContainTextAsync("可以适用小额诉讼");
        await Assertions.Expect(page.GetByRole(AriaRole.Group, new() { Name = "双方对事实基本无争议" }).GetByLabel("大体一致", new() { Exact = true })).ToBeCheckedAsync();
    }

    [Fact]
    public async Task An_article_opens_on_click_with_its_own_words()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await Desk.FillAsync(page, "周法条", "周被告");
        var gate = page.Locator(".gates details").First;
        await Assertions.Expect(gate.Locator("blockquote")).ToBeHiddenAsync();
        await gate.Locator("summary").ClickAsync();
        await Assertions.Expect(gate.Locator("blockquote")).ToBeVisibleAsync();
        await Assertions.Expect(gate.Locator("blockquote footer")).ToContainTextAsync("条");
    }

    [Fact]
    public async Task A_double_click_makes_one_case()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await Desk.FillAsync(page, "孙双击", "孙被告");
        await Desk.Submit(page).DblClickAsync();
        await page.Locator(".sheet").WaitForAsync();
        Assert.Equal(1, await Desk.CountAsync(desk.Service, "孙双击", Token));
    }

    [Fact]
    public async Task What_the_service_refuses_comes_back_beside_its_field()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await Desk.FillAsync(page, "冯退回", "某某");
        await Desk.Submit(page).ClickAsync();
        await Assertions.Expect(page.Locator("[data-path=parties] .error")).ToContainTextAsync("被告不明确");
        await Assertions.Expect(Desk.Field(page, "parties[0].name")).ToHaveValueAsync("冯退回");
        await Desk.Field(page, "parties[1].name").FillAsync("冯有名");
        await Desk.Submit(page).ClickAsync();
        await page.Locator(".sheet").WaitForAsync();
        Assert.Equal(1, await Desk.CountAsync(desk.Service, "冯退回", Token));
    }

    [Fact]
    public async Task A_wrong_check_digit_is_said_before_anything_is_sent()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await Desk.FillAsync(page, "陈号码", "陈被告");
        await Desk.Field(page, "parties[0].idNumber").FillAsync("370921199001011235");
        await Desk.Submit(page).ClickAsync();
        await Assertions.Expect(page.Locator("[data-path='parties[0].idNumber'] .error")).ToHaveTextAsync("身份证号校验位不对，请核对");
        await Assertions.Expect(Desk.Field(page, "parties[0].idNumber")).ToBeFocusedAsync();
        Assert.Equal(0, await Desk.CountAsync(desk.Service, "陈号码", Token));
    }

    [Fact]
    public async Task The_same_dispute_again_is_shown_beside_the_old_one()
    {
        Desk.NeedsChromium();
        _ = await Desk.RegisterAsync(desk.Service, "杨重复", "杨被告", Desk.Ditch);
        var page = await desk.SignedInAsync("clerk");
        await Desk.FillAsync(page, "杨 重复", "杨被告");
        await Desk.Submit(page).ClickAsync();
        var warning = page.GetByRole(AriaRole.Region, new() { Name = "疑似重复" });
        await Assertions.Expect(warning).ToContainTextAsync("相像");
        await warning.GetByRole(AriaRole.Button, new() { Name = "并排对照" }).ClickAsync();
        await Assertions.Expect(warning.Locator(".compare .narrative")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Back_and_forward_lose_nothing()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await Desk.FillAsync(page, "朱后退", "朱被告");
        _ = await page.GoBackAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("收件登记");
        await Assertions.Expect(page.GetByRole(AriaRole.Group, new() { Name = "草稿", Exact = true })).ToContainTextAsync("朱后退");
        _ = await page.GoForwardAsync();
        await Assertions.Expect(Desk.Field(page, "narrative")).ToHaveValueAsync(Desk.Ditch);
        await Desk.Submit(page).ClickAsync();
        await page.Locator(".sheet").WaitForAsync();
        _ = await page.GoBackAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "收件登记" }).WaitForAsync();
        Assert.Equal(1, await Desk.CountAsync(desk.Service, "朱后退", Token));
    }

    [Fact]
    public async Task The_keyboard_alone_registers_a_dispute()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await page.GetByRole(AriaRole.Heading, new() { Name = "收件登记" }).WaitForAsync();
        await page.Keyboard.PressAsync("Alt+n");
        await Desk.Field(page, "parties[0].name").FocusAsync();
        await page.Keyboard.TypeAsync("何键盘");
        for (var i = 0; i < 8; i++) await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("何被告");
        await Assertions.Expect(Desk.Field(page, "parties[1].name")).ToHaveValueAsync("何被告");
        await Desk.Field(page, "narrative").FocusAsync();
        await page.Keyboard.InsertTextAsync(Desk.Ditch);
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Locator(".sheet").WaitForAsync();
        Assert.Equal(1, await Desk.CountAsync(desk.Service, "何键盘", Token));
    }
}
