using System.Text.Json;
using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

[Collection(Desk.Collection)]
public sealed class OfficerDeskTests(Desk desk)
{
    private const string Divorce = "我和被告结婚十二年，婚后他常喝酒，喝多了就动手打我，去年冬天把我打得住院三天，派出所出过警。我要求离婚，孩子由我抚养。";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_keystrokes_decide_a_case_with_a_reason()
    {
        Desk.NeedsChromium();
        var id = await DoubtfulAsync("褚两键", "褚被告");
        var page = await OpenAsync("officer", id);
        await page.Keyboard.PressAsync("3");
        await page.Keyboard.PressAsync("1");
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("已转家事团队");
        var after = await ReadAsync(id);
        Assert.Equal("family_team", after.GetProperty("route").GetString());
        Assert.Equal("officer", after.GetProperty("triage").GetProperty("decidedBy").GetProperty("confirmedBy").GetString());
        Assert.Equal("涉婚姻家庭、身份关系", after.GetProperty("triage").GetProperty("decidedBy").GetProperty("reason").GetString());
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
        var id = await DoubtfulAsync("戚两人", "戚被告");
        var first = await OpenAsync("officer", id);
        var second = await OpenAsync("head", id);
        await first.Keyboard.PressAsync("3");
        await first.Keyboard.PressAsync("1");
        await Assertions.Expect(first.Locator(".toast")).ToContainTextAsync("已转家事团队");
        await second.Keyboard.PressAsync("1");
        await second.Keyboard.PressAsync("1");
        await Assertions.Expect(second.Locator(".toast.warn")).ToContainTextAsync("本案已由officer处理");
        await Assertions.Expect(second.Locator($".queue [data-id='{id}']")).ToHaveCountAsync(0);
        Assert.Equal("family_team", (await ReadAsync(id)).GetProperty("route").GetString());
    }

    [Fact]
    public async Task The_statute_has_the_last_word_and_shows_its_article()
    {
        Desk.NeedsChromium();
        var registered = await Desk.RegisterAsync(desk.Service, "谢法条", "谢被告", Divorce, new { statusClaim = true });
        var page = await OpenAsync("officer", registered.GetProperty("id").GetString()!);
        await page.Keyboard.PressAsync("3");
        await page.GetByLabel("程序").SelectOptionAsync("small_claims");
        await page.Locator(".decision [data-reason='1']").ClickAsync();
        var refusal = page.Locator(".review .notice.bad");
        await Assertions.Expect(refusal).ToContainTextAsync("小额诉讼");
        await refusal.Locator(".article summary").ClickAsync();
        await Assertions.Expect(refusal.Locator("blockquote")).ToContainTextAsync("人身关系");
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
