using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

/// <summary>What the form of a new dispute says while it is being filled in: causes near what was typed, fields that are not as they must be, and where story and fields disagree.</summary>
[Collection(Desk.Counter)]
public sealed class IntakeHintsTests(Desk desk)
{
    [Fact]
    public async Task Causes_near_what_is_typed_are_offered_and_taken_with_a_click()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await Desk.FillAsync(page, "樊案由", "樊被告");
        var cause = Desk.Field(page, "cause");
        await cause.FocusAsync();
        await page.Keyboard.TypeAsync("相邻排水");
        var near = page.GetByRole(AriaRole.Group, new() { Name = "相近的案由" });
        await Assertions.Expect(near).ToContainTextAsync("相邻用水、排水纠纷");
        await near.GetByRole(AriaRole.Button, new() { Name = "相邻用水、排水纠纷" }).ClickAsync();
        await Assertions.Expect(cause).ToHaveValueAsync("相邻用水、排水纠纷");
        await Assertions.Expect(near).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("[data-path=cause] .error")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator(".headline .cause")).ToContainTextAsync("相邻用水、排水纠纷");
    }

    [Fact]
    public async Task A_form_counts_its_mistakes_down_as_they_are_put_right()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await Desk.FillAsync(page, "樊计数", "樊被告");
        await Desk.Field(page, "parties[0].idNumber").FillAsync("370921199001011235");
        await Desk.Field(page, "parties[1].phone").FillAsync("没有");
        await Desk.Field(page, "amount").FillAsync("很多");
        await Desk.Submit(page).ClickAsync();
        var mistakes = page.Locator(".mistakes");
        await Assertions.Expect(mistakes).ToContainTextAsync("有 3 处没有填好");
        await Desk.Field(page, "amount").FillAsync("3200");
        await Assertions.Expect(mistakes).ToContainTextAsync("有 2 处没有填好");
        await mistakes.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(Desk.Field(page, "parties[0].idNumber")).ToBeFocusedAsync();
        await Desk.Field(page, "parties[0].idNumber").FillAsync("");
        await Desk.Field(page, "parties[1].phone").FillAsync("");
        await Assertions.Expect(mistakes).ToBeHiddenAsync();
        await Desk.Submit(page).ClickAsync();
        await page.Locator(".sheet").WaitForAsync();
    }

    [Fact]
    public async Task Another_sum_or_another_name_in_the_story_than_in_the_fields_is_said_and_stops_nobody()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await Desk.FillAsync(page, "樊不符", "樊强", "我叫樊不符，被告叫樊刚，他把渠口用土堵了，我家三亩玉米减产，要求他赔偿损失三千二百元。", "32000");
        var doubts = page.Locator(".mismatch");
        await Assertions.Expect(doubts).ToContainTextAsync("标的额填的是 32,000.00 元，而叙述和请求里写的是 3,200.00 元");
        await Assertions.Expect(doubts).ToContainTextAsync("“樊刚”不在当事人当中");
        await Desk.NoBarriersAsync(page, "intake with a mismatch");
        await Desk.Field(page, "amount").FillAsync("3200");
        await Assertions.Expect(doubts).Not.ToContainTextAsync("标的额");
        await Desk.Field(page, "parties[1].name").FillAsync("樊刚");
        await Assertions.Expect(doubts).ToBeHiddenAsync();
        await Desk.Field(page, "amount").FillAsync("5000");
        await Assertions.Expect(doubts).ToBeVisibleAsync();
        await Desk.Submit(page).ClickAsync();
        await page.Locator(".sheet").WaitForAsync();
    }

    [Theory]
    [InlineData("三千二百", 3200)]
    [InlineData("两万五", 25_000)]
    [InlineData("一百零五", 105)]
    [InlineData("一万零五百", 10_500)]
    [InlineData("十五", 15)]
    [InlineData("五万三千四百二十", 53_420)]
    public async Task Sums_in_words_are_read_as_people_say_them(string words, int expected)
    {
        Desk.NeedsChromium();
        var page = await desk.OpenAsync();
        _ = await page.GotoAsync("/");
        Assert.Equal(expected, await page.EvaluateAsync<int>("async words => (await import('/core/mismatch.js')).chineseNumber(words)", words));
    }

    [Fact]
    public async Task A_cause_that_the_story_speaks_against_is_said_beside_the_proposal()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await Desk.FillAsync(page, "樊案情", "樊被告", "我和被告结婚十二年，婚后他常喝酒，喝多了就动手打我，去年冬天把我打得住院三天。我要求离婚，孩子由我抚养。", "");
        await Desk.Field(page, "cause").FillAsync("民间借贷纠纷");
        await Assertions.Expect(page.Locator(".panel .notice.warn").First).ToContainTextAsync("而叙述更像婚姻家事纠纷");
        await Assertions.Expect(page.Locator(".panel")).Not.ToContainTextAsync("没有把握");
        await Assertions.Expect(page.Locator(".panel")).Not.ToContainTextAsync("案由的把握");
    }
}
