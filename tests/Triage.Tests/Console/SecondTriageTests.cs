using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

/// <summary>What triage saw anew while a case was in mediation: said on its page, and answered there or on the officer's desk.</summary>
[Collection(Desk.Chambers)]
public sealed class SecondTriageTests(Desk desk)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_of_the_case_says_what_raised_it_and_the_officer_answers_there()
    {
        Desk.NeedsChromium();
        var id = await RaisedAsync("二次甲", "二次乙");
        var mediator = await OpenAsync("mediator", id);
        var notice = mediator.Locator(".second-triage");
        await Assertions.Expect(notice).ToContainTextAsync("已重新甄别，待答复");
        await Assertions.Expect(notice).ToContainTextAsync("财产确权请求");
        await Assertions.Expect(notice).ToContainTextAsync("简易程序");
        await Assertions.Expect(notice).ToContainTextAsync("由程序分流员、庭长答复");

        var page = await OpenAsync("officer", id);
        await Desk.ShownAsync(page, "second-triage");
        await page.Locator(".second-triage").GetByRole(AriaRole.Button, new() { Name = "答复二次分流" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "答复", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog.Locator("[data-path=how] .error")).ToHaveTextAsync("请选择如何答复");
        // Small claims is what the statute no longer allows.
        await Desk.Field(page, "how").SelectOptionAsync("keep");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "新的事实不影响繁简" }).ClickAsync();
        await Desk.NoBarriersAsync(page, "answer to a second triage");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "答复", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("小额诉讼");
        await Desk.Field(page, "how").SelectOptionAsync("adopt");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "答复", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("已答复二次分流");
        await Assertions.Expect(page.Locator(".second-triage")).ToHaveCountAsync(0);
        var after = await Trials.ReadAsync(desk.Service, id, Token);
        Assert.Equal(("mediating", "simple", "officer"), (after.GetProperty("state").GetString(), after.GetProperty("procedure").GetString(), after.GetProperty("secondTriage").GetProperty("answeredBy").GetString()));
        await Assertions.Expect(page.Locator(".history")).ToContainTextAsync("答复二次分流");
    }

    [Fact]
    public async Task It_is_answered_from_the_officers_desk_too()
    {
        Desk.NeedsChromium();
        var id = await RaisedAsync("二次丙", "二次丁");
        var page = await desk.SignedInAsync("officer");
        var line = page.Locator(".queue.second li", new() { Has = page.Locator($"a[href='#/case/{id}']") });
        await line.GetByRole(AriaRole.Button).ClickAsync();
        await Desk.Field(page, "how").SelectOptionAsync("adopt");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "答复", Exact = true }).ClickAsync();
        await Assertions.Expect(line).ToHaveCountAsync(0);
        Assert.Equal("officer", (await Trials.ReadAsync(desk.Service, id, Token)).GetProperty("secondTriage").GetProperty("answeredBy").GetString());
    }

    /// <summary>A small claim in a mediator's hands, in which title comes to be disputed.</summary>
    private async Task<string> RaisedAsync(string plaintiff, string defendant)
    {
        var registered = await Desk.RegisterAsync(desk.Service, plaintiff, defendant, Desk.Ditch, new { undisputed = true, titleClaim = false, statusClaim = false, counterclaim = false, appraisal = false, foreign = false, violence = false }, amount: 3200, contact: "reachable", claim: "判令被告赔偿三千二百元");
        var id = registered.GetProperty("id").GetString()!;
        Assert.Equal("small_claims", registered.GetProperty("procedure").GetString());
        int version;
        using (var mediator = await desk.Service.SignInAsync("mediator"))
        using (var claimed = await mediator.PostAsJsonAsync("mediation/queue/claim", new { caseId = id }, Token))
            version = (await claimed.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("version").GetInt32();
        using var clerk = await desk.Service.SignInAsync("clerk");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"cases/{id}/facts") { Content = JsonContent.Create(new { facts = new { titleClaim = true }, reason = "另争渠边一棵树" }) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        using var answer = await clerk.SendAsync(request, Token);
        var raised = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal("mediating", raised.GetProperty("state").GetString());
        return id;
    }

    private async Task<IPage> OpenAsync(string userName, string id)
    {
        var page = await desk.SignedInAsync(userName);
        _ = await page.EvaluateAsync("id => { location.hash = `#/case/${id}`; }", id);
        await page.Locator(".history .timeline li").First.WaitForAsync();
        return page;
    }
}
