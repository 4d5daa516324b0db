using System.Text.Json;
using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

/// <summary>What the party takes home says where the case goes and what comes next, and is found again from the list and from the case.</summary>
[Collection(Desk.Counter)]
public sealed class ReceiptTests(Desk desk)
{
    private const string Divorce = "我和被告结婚十二年，婚后他常喝酒，喝多了就动手打我，去年冬天把我打得住院三天，派出所出过警。我要求离婚，孩子由我抚养。";

    [Fact]
    public async Task A_case_that_goes_to_mediation_says_when_it_was_registered_and_who_calls()
    {
        Desk.NeedsChromium();
        var registered = await Desk.RegisterAsync(desk.Service, "鲁回执", "鲁被告", Desk.Ditch, amount: 3200);
        var page = await OpenAsync(registered);
        var sheet = page.Locator(".sheet");
        foreach (var part in (string[])["收 件 回 执", "鲁回执", "（李家洼村）", "判令被告停止侵害", "3,200.00 元", "窗口", "民初", "登记立案，先行调解", "三个工作日内与您联系", "可随时要求继续审理", "经办人"])
            await Assertions.Expect(sheet).ToContainTextAsync(part);
        // What is registered already is not announced as a decision to come.
        await Assertions.Expect(sheet).Not.ToContainTextAsync("应当在七日内立案");
        await Assertions.Expect(page.Locator(".page-head .lead")).ToHaveTextAsync("去向：调解");
    }

    [Fact]
    public async Task A_doubtful_case_says_why_a_person_decides_and_by_when()
    {
        Desk.NeedsChromium();
        var registered = await Desk.RegisterAsync(desk.Service, "鲁甄别", "鲁被告", Divorce, new { statusClaim = true });
        var page = await OpenAsync(registered);
        await Assertions.Expect(page.Locator(".page-head .lead")).ToContainTextAsync("已交程序分流员甄别");
        await Assertions.Expect(page.Locator(".page-head .lead")).ToContainTextAsync("缺关键事实");
        await Assertions.Expect(page.Locator(".sheet")).ToContainTextAsync("法庭将在七日内决定是否立案以及由谁办理，并通知您");
        await Assertions.Expect(page.Locator(".sheet")).ToContainTextAsync("民事诉讼法第一百二十六条");
    }

    [Fact]
    public async Task A_team_is_called_by_its_name_and_an_amount_that_nobody_stated_is_no_waiver()
    {
        Desk.NeedsChromium();
        var registered = await Desk.RegisterAsync(desk.Service, "鲁团队", "鲁被告", Divorce, new { violence = false, labourArbitrationDone = true });
        var decided = await Trials.ChangeAsync(desk.Service, "officer", registered, "triage/confirm", new { route = "family_team", procedure = "simple", bench = "sole", reason = "涉婚姻家庭、身份关系" }, TestContext.Current.CancellationToken);
        var code = decided.GetProperty("team").GetString()!;
        using var api = await desk.Service.SignInAsync("clerk");
        var court = JsonElement.Parse(await api.GetStringAsync("court/names", TestContext.Current.CancellationToken));
        var name = court.GetProperty("teams").EnumerateArray().First(team => team.GetProperty("code").GetString() == code).GetProperty("name").GetString()!;
        var page = await OpenAsync(registered);
        await Assertions.Expect(page.Locator(".sheet")).ToContainTextAsync($"独任审理 · {name}）");
        await Assertions.Expect(page.Locator(".sheet")).Not.ToContainTextAsync(code);
        await Assertions.Expect(page.Locator(".sheet tr", new() { HasText = "标的额" })).ToContainTextAsync("未填");
    }

    [Fact]
    public async Task It_opens_from_the_list_of_cases_and_from_the_case()
    {
        Desk.NeedsChromium();
        var registered = await Desk.RegisterAsync(desk.Service, "鲁重印", "鲁被告", Desk.Ditch, amount: 3200);
        var id = registered.GetProperty("id").GetString()!;
        var page = await desk.SignedInAsync("clerk");
        _ = await page.EvaluateAsync("() => { location.hash = '#/cases'; }");
        await page.GetByLabel("查找").FillAsync("鲁重印");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await page.Locator("tbody tr").GetByRole(AriaRole.Link, new() { Name = "收件回执" }).ClickAsync();
        await Assertions.Expect(page.Locator(".sheet")).ToContainTextAsync("鲁重印");
        await page.GetByRole(AriaRole.Link, new() { Name = "看案件" }).ClickAsync();
        await page.Locator(".page-head").GetByRole(AriaRole.Link, new() { Name = "收件回执" }).ClickAsync();
        await Assertions.Expect(page.Locator(".sheet .no")).ToContainTextAsync(registered.GetProperty("numbers").EnumerateArray().First(n => n.GetProperty("kind").GetString() == "receipt").GetProperty("number").GetString()!);
        Assert.EndsWith($"#/receipt/{id}", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "办下一件" }).ClickAsync();
        await Assertions.Expect(Desk.Field(page, "narrative")).ToHaveValueAsync("");
        // Who reads for the leadership hands out no receipts.
        var leader = await desk.SignedInAsync("leader");
        _ = await leader.EvaluateAsync("id => { location.hash = `#/case/${id}`; }", id);
        await leader.Locator(".history .timeline li").First.WaitForAsync();
        await Assertions.Expect(leader.Locator(".page-head").GetByRole(AriaRole.Link, new() { Name = "收件回执" })).ToHaveCountAsync(0);
    }

    private async Task<IPage> OpenAsync(JsonElement registered)
    {
        var page = await desk.SignedInAsync("clerk");
        _ = await page.EvaluateAsync("id => { location.hash = `#/receipt/${id}`; }", registered.GetProperty("id").GetString());
        await page.Locator(".sheet").WaitForAsync();
        return page;
    }
}
