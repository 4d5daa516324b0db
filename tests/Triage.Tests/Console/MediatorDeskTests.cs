using System.Text.Json;
using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

/// <summary>On a phone, as mediators use it.</summary>
[Collection(Desk.Chambers)]
public sealed class MediatorDeskTests(Desk desk)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_waits_is_masked_until_it_is_taken()
    {
        Desk.NeedsChromium();
        _ = await Desk.RegisterAsync(desk.Service, "水遮名", "水被告", Desk.Ditch, amount: 3200);
        var page = await PhoneAsync("mediator", "waiting");
        var card = page.Locator(".case-card", new() { HasText = "水某某" }).First;
        await Assertions.Expect(card).Not.ToContainTextAsync("水遮名");
        await card.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("水遮名");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = new("打电话") })).ToHaveAttributeAsync("href", "tel:13805380011");
        await Assertions.Expect(page.Locator(".notice.info")).ToContainTextAsync("剩");
    }

    [Fact]
    public async Task A_case_that_a_colleague_took_first_is_not_taken_twice()
    {
        Desk.NeedsChromium();
        var id = (await Desk.RegisterAsync(desk.Service, "窦抢先", "窦被告", Desk.Ditch, amount: 3200)).GetProperty("id").GetString();
        var page = await PhoneAsync("mediator", "waiting");
        var card = page.Locator(".case-card", new() { HasText = "窦某某" }).First;
        await card.WaitForAsync();
        using (var colleague = await desk.Service.SignInAsync("mediator2"))
        using (var claim = await colleague.PostAsync("mediation/queue/claim", new StringContent($$"""{"caseId":"{{id}}"}""", System.Text.Encoding.UTF8, "application/json"), Token))
            Assert.True(claim.IsSuccessStatusCode);
        await card.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.Locator(".toast.warn")).ToContainTextAsync("刚被同事领走");
        await Assertions.Expect(page.Locator(".case-card", new() { HasText = "窦某某" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task After_a_claim_whose_answer_was_lost_one_sees_what_one_holds_before_taking_another()
    {
        Desk.NeedsChromium();
        _ = await Desk.RegisterAsync(desk.Service, "窦失联", "窦被告", Desk.Ditch, amount: 3200);
        var page = await PhoneAsync("mediator2", "waiting");
        var claims = 0;
        await page.RouteAsync("**/mediation/queue/claim", async route =>
        {
            claims++;
            _ = await route.FetchAsync();
            await route.AbortAsync();
        });
        await page.Locator(".case-card", new() { HasText = "窦某某" }).First.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.Locator(".line-sign")).ToHaveTextAsync("网络中断");
        await page.GetByRole(AriaRole.Button, new() { Name = "领取最早的一件" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast.warn")).ToContainTextAsync("请先看是否已经领到");
        await Assertions.Expect(page.Locator(".case-card.open", new() { HasText = "窦失联" })).ToBeVisibleAsync();
        Assert.Equal(1, claims);
    }

    [Fact]
    public async Task A_case_goes_back_with_a_reason_and_not_without()
    {
        Desk.NeedsChromium();
        var id = (await Desk.RegisterAsync(desk.Service, "章退回", "章被告", Desk.Ditch, amount: 3200)).GetProperty("id").GetString();
        var page = await TakenAsync("章某某");
        await page.GetByRole(AriaRole.Button, new() { Name = "退回队列" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "退回", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog.Locator(".error")).ToHaveTextAsync("请填写理由");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "不属专长领域" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "退回", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast").Last).ToContainTextAsync("已退回队列");
        using var api = await desk.Service.SignInAsync("head");
        var after = JsonElement.Parse(await api.GetStringAsync($"cases/{id}", Token));
        Assert.Equal("awaiting_mediator", after.GetProperty("state").GetString());
        Assert.Equal("不属专长领域", after.GetProperty("mediation").GetProperty("returns")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_dispute_is_mediated_from_consent_to_agreement()
    {
        Desk.NeedsChromium();
        var id = (await Desk.RegisterAsync(desk.Service, "云达成", "云被告", Desk.Ditch, amount: 3200)).GetProperty("id").GetString();
        var page = await TakenAsync("云某某");
        await page.GetByRole(AriaRole.Button, new() { Name = "云达成：同意调解" }).ClickAsync();
        await Assertions.Expect(page.Locator(".people")).ToContainTextAsync("同意调解 20");
        await page.GetByRole(AriaRole.Button, new() { Name = "云被告：同意调解" }).ClickAsync();
        await Desk.Field(page, "helpers").FillAsync("李支书、王大姐");
        await Desk.Field(page, "note").FillAsync("双方底线是两千元。");
        await page.GetByRole(AriaRole.Button, new() { Name = "记下这次调解" }).ClickAsync();
        await Assertions.Expect(page.Locator(".timeline")).ToContainTextAsync("李支书、王大姐");
        await Assertions.Expect(page.Locator(".notes")).ToContainTextAsync("底线是两千元");

        await Desk.Field(page, "outcome").SelectOptionAsync("agreed");
        await page.GetByRole(AriaRole.Button, new() { Name = "当事人签名日：今天" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "调解员签名（盖章）日：今天" }).ClickAsync();
        await Desk.Field(page, "agreement.text").FillAsync("云被告十日内挖开渠口，并赔偿二千元。");
        await Desk.Field(page, "agreement.performance[0].what").FillAsync("赔偿二千元");
        await Desk.Field(page, "agreement.performance[0].dueOn").FillAsync(DateTime.UtcNow.AddDays(20).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await page.Locator("form.step").GetByRole(AriaRole.Button, new() { Name = "结束调解" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "确定" }).ClickAsync();
        await Assertions.Expect(page.Locator(".page-head")).ToContainTextAsync("达成调解协议");
        // The suit is registered: page and clock say one thing, name who goes on, and offer what the mediator may do.
        var notice = page.Locator(".notice.agreed");
        await Assertions.Expect(notice).ToContainTextAsync("制作调解书或者准许撤诉（特邀调解规定第二十条）；双方仍共同申请司法确认的，由立案人员登记");
        await Assertions.Expect(notice).ToContainTextAsync("请把调解协议和材料交给本庭立案人员");
        await Assertions.Expect(notice.GetByRole(AriaRole.Button)).ToHaveTextAsync(["转交双方的确认申请"]);
        await page.Locator("[data-clock='confirmation_application'] summary").First.ClickAsync();
        await Assertions.Expect(page.Locator("[data-clock='confirmation_application']")).ToContainTextAsync("只有双方仍要共同申请司法确认的，才须在这一期限内提出");
        await Desk.NoBarriersAsync(page, "an agreement in a registered suit");

        // The clerk has the step that goes on, once, beside the same words.
        var counter = await desk.SignedInAsync("clerk");
        _ = await counter.EvaluateAsync("id => { location.hash = `#/case/${id}`; }", id);
        await Assertions.Expect(counter.Locator(".notice.agreed").GetByRole(AriaRole.Button)).ToHaveTextAsync(["转入审理、分案", "登记双方的确认申请"]);
        await Assertions.Expect(counter.GetByRole(AriaRole.Button, new() { Name = "转入审理、分案" })).ToHaveCountAsync(1);

        // The day of filing stands and is shown; who was drawn is named.
        await counter.GetByRole(AriaRole.Button, new() { Name = "转入审理、分案" }).ClickAsync();
        await Assertions.Expect(counter.GetByRole(AriaRole.Dialog).Locator("input[type=date]")).ToHaveCountAsync(0);
        await Assertions.Expect(counter.GetByRole(AriaRole.Dialog).Locator("[data-path='filedOn']")).ToContainTextAsync("立案日期20");
        await counter.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "转入审理", Exact = true }).ClickAsync();
        await Assertions.Expect(counter.Locator(".toast")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("已转入审理，承办法官：[一-龥]{2,4}"));

        using var api = await desk.Service.SignInAsync("head");
        var after = JsonElement.Parse(await api.GetStringAsync($"cases/{id}", Token));
        Assert.Equal("assigned", after.GetProperty("state").GetString());
        Assert.Equal(2, after.GetProperty("mediation").GetProperty("consents").GetArrayLength());
        Assert.Equal("赔偿二千元", after.GetProperty("mediation").GetProperty("agreement").GetProperty("performance")[0].GetProperty("what").GetString());
        // The confidential note is not part of the case, whoever reads it.
        Assert.DoesNotContain("底线", after.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_being_typed_outlives_another_step_and_a_reload()
    {
        Desk.NeedsChromium();
        _ = await Desk.RegisterAsync(desk.Service, "苏保留", "苏被告", Desk.Ditch, amount: 3200);
        var page = await TakenAsync("苏某某");
        await Desk.Field(page, "note").FillAsync("正在写的调解笔记");
        await page.GetByRole(AriaRole.Button, new() { Name = "苏保留：同意调解" }).ClickAsync();
        await Assertions.Expect(page.Locator(".people")).ToContainTextAsync("同意调解 20");
        await Assertions.Expect(Desk.Field(page, "note")).ToHaveValueAsync("正在写的调解笔记");
        _ = await page.ReloadAsync();
        await Assertions.Expect(Desk.Field(page, "note")).ToHaveValueAsync("正在写的调解笔记");
    }

    [Fact]
    public async Task What_the_statute_wants_of_an_agreement_is_said_beside_the_field()
    {
        Desk.NeedsChromium();
        _ = await Desk.RegisterAsync(desk.Service, "潘缺项", "潘被告", Desk.Ditch, amount: 3200);
        var page = await TakenAsync("潘某某");
        await page.GetByText("结束调解").First.ClickAsync();
        await Desk.Field(page, "outcome").SelectOptionAsync("agreed");
        await page.Locator("form.step").GetByRole(AriaRole.Button, new() { Name = "结束调解" }).ClickAsync();
        await Assertions.Expect(page.Locator("[data-path='agreement.text'] .error")).ToContainTextAsync("协议内容");
        await Assertions.Expect(page.Locator("[data-path='agreement.signedOn'] .error")).ToContainTextAsync("签名日");
        // Nobody is asked whether all have signed while there is nothing to sign.
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_mediation_does_not_end_without_a_ground_and_what_is_missing_is_said_once()
    {
        Desk.NeedsChromium();
        var id = (await Desk.RegisterAsync(desk.Service, "柏未成", "柏被告", Desk.Ditch, amount: 3200)).GetProperty("id").GetString();
        var page = await TakenAsync("柏某某");
        await page.GetByText("结束调解").First.ClickAsync();
        var end = page.Locator("form.step").GetByRole(AriaRole.Button, new() { Name = "结束调解" });
        await end.ClickAsync();
        await Assertions.Expect(page.Locator("[data-path='outcome'] .error")).ToContainTextAsync("请填写结果");
        await Desk.Field(page, "outcome").SelectOptionAsync("failed");
        await end.ClickAsync();
        await Assertions.Expect(page.Locator("[data-path='reason'] .error")).ToContainTextAsync("请填写原因");
        await page.GetByRole(AriaRole.Button, new() { Name = "柏被告不同意调解" }).ClickAsync();
        await end.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("没有记录柏未成、柏被告是否同意调解");
        await Assertions.Expect(dialog).ToContainTextAsync("没有记录过一次调解");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "确定" }).ClickAsync();
        await Assertions.Expect(page.Locator(".page-head")).ToContainTextAsync("调解未达成");
        using var api = await desk.Service.SignInAsync("head");
        Assert.Equal("failed", JsonElement.Parse(await api.GetStringAsync($"cases/{id}", Token)).GetProperty("mediation").GetProperty("outcome").GetString());
    }

    private async Task<IPage> PhoneAsync(string userName, string tab)
    {
        var page = await desk.SignedInAsync(userName, width: 390, height: 844);
        _ = await page.EvaluateAsync("tab => { location.hash = `#/mediator/${tab}`; }", tab);
        await page.Locator(".subnav [aria-current]", new() { HasText = tab == "waiting" ? "待领取" : "我的案件" }).WaitForAsync();
        return page;
    }

    private async Task<IPage> TakenAsync(string masked)
    {
        var page = await PhoneAsync("mediator", "waiting");
        await page.Locator(".case-card", new() { HasText = masked }).First.GetByRole(AriaRole.Button).ClickAsync();
        await page.Locator(".mediation-desk .people").WaitForAsync();
        return page;
    }
}
