using System.Text.Json;
using Microsoft.Playwright;
using Triage.Api.Data;
using Triage.Api.Domain;

namespace Triage.Tests.WebConsole;

/// <summary>What the service allows can be done here: by a button, in the menu, or by a form made from the description of the interface.</summary>
[Collection(Desk.Chambers)]
public sealed class CaseStepsTests(Desk desk)
{
    private const string Divorce = "我和被告结婚十二年，婚后他常喝酒，喝多了就动手打我，去年冬天把我打得住院三天，派出所出过警。我要求离婚，孩子由我抚养。";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_step_that_a_person_may_take_has_its_form_and_its_name()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("judge");
        var known = await page.EvaluateAsync<string[]>("async () => (await import('/core/steps.js')).known");
        var taken = CaseLifecycle.Table.Where(row => row.By.Count > 0).Select(row => EnumText.Of(row.Action)).Distinct().ToArray();
        Assert.Empty(taken.Except(known));
        Assert.Empty(known.Except(taken));
        var lacking = await page.EvaluateAsync<string[]>("async () => { const { formNames } = await import('/core/steps.js'); const { forms } = await import('/core/step-forms.js'); return formNames.filter(name => typeof forms[name] !== 'function'); }");
        Assert.Empty(lacking);
        var events = Enum.GetValues<CaseAction>().Select(action => action.Event()).Distinct().ToArray();
        var unnamed = await page.EvaluateAsync<string[]>("async events => { const { actionName } = await import('/core/history-words.js'); return events.filter(e => actionName(e) === e); }", events);
        Assert.Empty(unnamed);
    }

    [Fact]
    public async Task Every_flag_that_a_case_may_carry_has_its_name_in_both_languages()
    {
        Desk.NeedsChromium();
        string[] flags = [.. typeof(CaseFlags).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!),
            .. Support.Shipped.Rules.Rules.Select(rule => rule.Effect).Where(effect => effect.Verb == Api.Rules.EffectVerb.Flags).Select(effect => effect.Target)];
        Assert.Contains("oral_record_missing", flags);
        Assert.Contains("domestic_violence", flags);
        var page = await desk.SignedInAsync("judge");
        foreach (var language in new[] { "zh", "en" })
        {
            await page.EvaluateAsync("language => localStorage.setItem('triage.language', language)", language);
            await page.ReloadAsync();
            Assert.Empty(await page.EvaluateAsync<string[]>("async flags => { const { flagName } = await import('/core/words.js'); return flags.filter(f => flagName(f) === f && (document.documentElement.lang !== 'en' || f.includes('_'))); }", flags));
        }
    }

    [Fact]
    public async Task A_step_of_tomorrow_gets_a_form_from_the_description_of_the_interface()
    {
        Desk.NeedsChromium();
        var id = await Trials.AssignedAsync(desk.Service, "新步骤", "新被告", Token);
        var page = await OpenAsync("judge", id);
        // As if the console had never heard of participants: the form comes from openapi/v1.json alone.
        _ = await page.EvaluateAsync("""
            async id => {
                const c = await fetch(`/api/v1/cases/${id}`).then(answer => answer.json());
                const { anyStep } = await import('/core/any-step.js');
                anyStep(c, { action: 'add_participant', name: '登记诉讼参与人' }, () => { document.title = 'done'; });
            }
            """, id);
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("证人李四");
        await dialog.GetByLabel("As").SelectOptionAsync("witness");
        await Desk.NoBarriersAsync(page, "form of a new step");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记" }).ClickAsync();
        await page.WaitForFunctionAsync("() => document.title === 'done'");
        Assert.Equal("证人李四", (await Trials.ReadAsync(desk.Service, id, Token)).GetProperty("trial").GetProperty("participants")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_click_before_the_forms_have_come_waits_and_opens()
    {
        Desk.NeedsChromium();
        var id = await Trials.AssignedAsync(desk.Service, "早点甲", "早点乙", Token);
        var page = await desk.SignedInAsync("judge", forgetful: true);
        _ = await page.EvaluateAsync("id => { location.hash = `#/case/${id}`; }", id);
        var come = new TaskCompletionSource();
        await page.Context.RouteAsync("**/parts/step-forms.*", async route => { await come.Task; await route.ContinueAsync(); });
        _ = await page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });
        var button = page.Locator(".page-head").GetByRole(AriaRole.Button, new() { Name = "登记事项" });
        await button.ClickAsync();
        await Assertions.Expect(button).ToHaveAttributeAsync("aria-busy", "true");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        come.SetResult();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("登记事项");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(button).Not.ToHaveAttributeAsync("aria-busy", "true");
    }

    [Fact]
    public async Task A_form_that_could_not_come_is_said_and_opens_with_the_next_click()
    {
        Desk.NeedsChromium();
        var id = await Trials.AssignedAsync(desk.Service, "断点甲", "断点乙", Token);
        var page = await desk.SignedInAsync("judge", forgetful: true);
        _ = await page.EvaluateAsync("id => { location.hash = `#/case/${id}`; }", id);
        await page.Context.RouteAsync("**/parts/step-forms.*", route => route.AbortAsync());
        await page.Context.RouteAsync("**/health/live", route => route.AbortAsync());
        _ = await page.ReloadAsync();
        var button = page.Locator(".page-head").GetByRole(AriaRole.Button, new() { Name = "登记事项" });
        await button.ClickAsync();
        await Assertions.Expect(page.Locator(".toast.bad")).ToContainTextAsync("没有载入，请检查网络");
        await Assertions.Expect(button).Not.ToHaveAttributeAsync("aria-busy", "true");
        await page.Context.UnrouteAsync("**/parts/step-forms.*");
        await button.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("登记事项");
    }

    [Fact]
    public async Task A_form_that_opens_begins_at_its_first_field_and_blames_nobody_who_leaves_it()
    {
        Desk.NeedsChromium();
        var id = await Trials.AssignedAsync(desk.Service, "首栏甲", "首栏乙", Token);
        var page = await OpenAsync("judge", id);
        await FromMenuAsync(page, "申请回避");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.Locator("input, select, textarea").First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Shift+Tab");
        await Assertions.Expect(dialog.Locator(".error:not([hidden])")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_recusal_is_asked_for_and_the_president_decides()
    {
        Desk.NeedsChromium();
        var id = await Trials.AssignedAsync(desk.Service, "回避甲", "回避乙", Token);
        var page = await OpenAsync("judge", id);
        await FromMenuAsync(page, "申请回避");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "与本案有利害关系" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记" }).ClickAsync();
        await Assertions.Expect(dialog.Locator("[data-path='person'] .error")).ToHaveTextAsync("请选择");
        await Desk.Field(page, "person").SelectOptionAsync("J02");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "提出日期：今天" }).ClickAsync();
        await Desk.NoBarriersAsync(page, "recusal");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记" }).ClickAsync();
        await Assertions.Expect(page.Locator(".timeline").First).ToContainTextAsync("待决定");

        var president = await OpenAsync("president", id);
        await president.GetByRole(AriaRole.Button, new() { Name = "决定回避" }).ClickAsync();
        var decision = president.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(decision).ToContainTextAsync("与本案有利害关系");
        // Nothing is decided that nobody has decided.
        await decision.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await Assertions.Expect(decision.Locator("[data-path='granted'] .error")).ToHaveTextAsync("请选择");
        await Assertions.Expect(decision.Locator("[data-path='decidedOn'] .error")).ToHaveTextAsync("请填写决定日期");
        await Desk.NoBarriersAsync(president, "a decision that is missing");
        await decision.GetByLabel("否", new() { Exact = true }).CheckAsync();
        await decision.GetByRole(AriaRole.Button, new() { Name = "决定日期：今天" }).ClickAsync();
        await decision.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await Assertions.Expect(president.Locator(".timeline").First).ToContainTextAsync("不准许");

        // Refused: whoever is not content asks once for a review.
        var judge = await OpenAsync("judge", id);
        await FromMenuAsync(judge, "申请复议回避决定");
        await Desk.Field(judge, "ground").FillAsync("当事人不服");
        await judge.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "提出日期：今天" }).ClickAsync();
        await judge.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "登记" }).ClickAsync();
        await Assertions.Expect(judge.Locator(".timeline").First).ToContainTextAsync("申请复议回避决定");
    }

    [Fact]
    public async Task Whoever_reassigns_sees_the_draw_and_gives_a_reason()
    {
        Desk.NeedsChromium();
        var id = await Trials.AssignedAsync(desk.Service, "改派甲", "改派乙", Token);
        var page = await OpenAsync("head", id);
        await FromMenuAsync(page, "改派承办人");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记" }).ClickAsync();
        await Assertions.Expect(dialog.Locator("[data-path='reason'] .error")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "原承办人工作调整" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记" }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await page.Locator("summary", new() { HasText = "为什么由这位法官办理" }).ClickAsync();
        foreach (var part in (string[])["随机抽取", "随机种子", "负担", "抽中机会", "用同一种子重抽，仍是此人"])
            await Assertions.Expect(page.Locator(".draw")).ToContainTextAsync(part);
    }

    [Fact]
    public async Task Every_fact_that_a_person_states_can_be_added()
    {
        Desk.NeedsChromium();
        var id = (await Desk.RegisterAsync(desk.Service, "加实甲", "加实乙", "我和被告结婚十二年，婚后他常喝酒，喝多了就动手打我，我要求离婚。", new { statusClaim = true })).GetProperty("id").GetString()!;
        var page = await OpenAsync("officer", id);
        await FromMenuAsync(page, "补充事实");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("[data-fact]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        var offered = await dialog.Locator("[data-fact]").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.fact)");
        string[] stated = [.. Support.Shipped.Rules.Facts.All.Where(fact => fact.Source == FactSource.Stated).Select(fact => fact.Id)];
        Assert.Contains("defendantContact", stated);
        Assert.Equal(stated.Order(), offered.Distinct().Order());

        await dialog.GetByLabel("查找").FillAsync("联系");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "被告联系情况" }).ClickAsync();
        await dialog.GetByLabel("下落不明").CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "电话核实" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        Assert.Equal("missing", (await Trials.ReadAsync(desk.Service, id, Token)).GetProperty("parties")[1].GetProperty("contact").GetString());
    }

    [Fact]
    public async Task The_evidence_period_is_set_and_a_clock_begins()
    {
        Desk.NeedsChromium();
        var id = await Trials.AssignedAsync(desk.Service, "举证甲", "举证乙", Token);
        var page = await OpenAsync("judge", id);
        await FromMenuAsync(page, "确定举证期限");
        await Desk.Field(page, "days").FillAsync("十日");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记" }).ClickAsync();
        await Assertions.Expect(dialog.Locator("[data-path='days'] .error")).ToHaveTextAsync("请填写整数");
        await Desk.Field(page, "days").FillAsync("10");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "通知日：今天" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Group, new() { Name = "当事人协商一致并经法院准许" }).GetByLabel("否", new() { Exact = true }).CheckAsync();
        // A colleague is faster: it is said, nothing typed is lost, and the next click holds.
        var today = await page.EvaluateAsync<string>("async () => (await import('/core/lang.js')).today()");
        _ = await Trials.ChangeAsync(desk.Service, "judge", await Trials.ReadAsync(desk.Service, id, Token), "events", new { kind = "other", on = today, note = "电话询问原告" }, Token);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记" }).ClickAsync();
        await Assertions.Expect(dialog.Locator(".notice.warn")).ToContainTextAsync("填写的内容还在");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记" }).ClickAsync();
        var clock = page.Locator(".clock", new() { HasText = "举证期限" });
        await Assertions.Expect(clock).ToBeVisibleAsync();
        await clock.Locator("summary").First.ClickAsync();
        // What the court set, and not the fifteen days of the rule.
        await Assertions.Expect(clock).ToContainTextAsync("起 10日（法院确定）");
    }

    [Fact]
    public async Task A_reminder_is_sent_and_answered()
    {
        Desk.NeedsChromium();
        var id = await Trials.AssignedAsync(desk.Service, "提醒甲", "提醒乙", Token);
        var page = await OpenAsync("head", id);
        await FromMenuAsync(page, "发提醒函");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameRegex = new("^审限将至") }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "发出" }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice", new() { HasText = "提醒函第 1 号待答复" })).ToBeVisibleAsync();
        var judge = await OpenAsync("judge", id);
        await judge.GetByRole(AriaRole.Button, new() { Name = "答复提醒函" }).ClickAsync();
        await Desk.Field(judge, "answer").FillAsync("下周二开庭，月底前结案。");
        await judge.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "登记" }).ClickAsync();
        await Assertions.Expect(judge.GetByRole(AriaRole.Region, new() { Name = "回访、督办与归档" })).ToContainTextAsync("下周二开庭");
    }

    [Fact]
    public async Task Cases_of_the_same_people_are_found_and_linked()
    {
        Desk.NeedsChromium();
        var first = await Desk.RegisterAsync(desk.Service, "系列甲", "系列丙", Desk.Ditch, amount: 3200);
        var second = await Desk.RegisterAsync(desk.Service, "系列乙", "系列丙", Desk.Ditch, amount: 4200);
        var page = await OpenAsync("clerk", second.GetProperty("id").GetString()!);
        await FromMenuAsync(page, "关联案件");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("关系").SelectOptionAsync("series");
        await Desk.NoBarriersAsync(page, "links");
        await dialog.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "系列甲" }).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "关联案件" })).ToContainTextAsync("系列案");
        var after = await Trials.ReadAsync(desk.Service, second.GetProperty("id").GetString()!, Token);
        Assert.Equal(first.GetProperty("id").GetString(), after.GetProperty("links")[0].GetProperty("caseId").GetString());
    }

    [Fact]
    public async Task An_application_for_a_protection_order_is_recorded_with_the_time_that_is_seen()
    {
        Desk.NeedsChromium();
        var id = (await Desk.RegisterAsync(desk.Service, "保护甲", "保护乙", Divorce, new { statusClaim = true, violence = true })).GetProperty("id").GetString()!;
        var page = await OpenAsync("officer", id);
        await page.GetByRole(AriaRole.Button, new() { Name = "告知人身安全保护令" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Desk.Field(page, "to").SelectOptionAsync("保护甲");
        await dialog.GetByRole(AriaRole.Group, new() { Name = "情况紧急" }).GetByLabel("是", new() { Exact = true }).CheckAsync();
        await dialog.GetByRole(AriaRole.Group, new() { Name = "当场申请" }).GetByLabel("是", new() { Exact = true }).CheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog.Locator("[data-path='appliedAt'] .error")).ToContainTextAsync("请填写收到申请的时间");
        await dialog.GetByRole(AriaRole.Button, new() { NameRegex = new("：现在$") }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        var order = (await Trials.ReadAsync(desk.Service, id, Token)).GetProperty("protection");
        Assert.True(order.GetProperty("urgent").GetBoolean());
        Assert.InRange(DateTimeOffset.UtcNow - order.GetProperty("appliedAt").GetDateTimeOffset(), TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task One_click_withdraws_a_doubtful_case()
    {
        Desk.NeedsChromium();
        var registered = await Desk.RegisterAsync(desk.Service, "撤回甲", "撤回乙", Divorce, new { statusClaim = true });
        var id = registered.GetProperty("id").GetString()!;
        var page = await desk.SignedInAsync("officer");
        _ = await page.EvaluateAsync("id => { location.hash = `#/officer/${id}`; }", id);
        await page.Locator($".queue [data-id='{id}'][aria-current]").WaitForAsync();
        await Assertions.Expect(page.Locator(".earlier")).ToContainTextAsync("上月的模型怎么说");
        await page.GetByRole(AriaRole.Button, new() { Name = "撤回：双方已自行和解" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("已登记撤回");
        Assert.Equal("withdrawn", (await Trials.ReadAsync(desk.Service, id, Token)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_offer_reaches_the_mediator_who_declines_with_a_reason()
    {
        Desk.NeedsChromium();
        var registered = await Desk.RegisterAsync(desk.Service, "交办甲", "交办乙", Desk.Ditch, amount: 3200);
        var page = await OpenAsync("head", registered.GetProperty("id").GetString()!);
        await page.GetByRole(AriaRole.Button, new() { Name = "交办调解" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        using var mediator = await desk.Service.SignInAsync("mediator");
        var me = JsonElement.Parse(await mediator.GetStringAsync("session", Token)).GetProperty("user").GetProperty("personId").GetString()!;
        await Desk.Field(page, "to").SelectOptionAsync(me);
        await Desk.Field(page, "chosenBy").SelectOptionAsync("court");
        await Desk.NoBarriersAsync(page, "offer");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "交办", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "调解", Exact = true })).ToContainTextAsync("前答复");

        var desk2 = await desk.SignedInAsync("mediator");
        _ = await desk2.EvaluateAsync("() => { location.hash = '#/mediator/waiting'; }");
        var card = desk2.Locator(".case-card.offered").First;
        await Assertions.Expect(card).ToContainTextAsync("交办给您");
        await card.GetByRole(AriaRole.Button, new() { NameRegex = new("^不接受") }).ClickAsync();
        await desk2.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "与一方有利害关系" }).ClickAsync();
        await Assertions.Expect(desk2.Locator(".toast")).ToContainTextAsync("已退回");

        // Whoever holds a case and cannot go on: the head takes it back.
        using (var claimed = await mediator.PostAsync("mediation/queue/claim", new StringContent($$"""{"caseId":"{{registered.GetProperty("id").GetString()}}"}""", System.Text.Encoding.UTF8, "application/json"), Token))
            Assert.True(claimed.IsSuccessStatusCode);
        _ = await page.ReloadAsync();
        await page.Locator(".history .timeline li").First.WaitForAsync();
        await FromMenuAsync(page, "收回另行指派");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "调解员患病" }).ClickAsync();
        await Assertions.Expect(page.Locator(".page-head")).ToContainTextAsync("待领取");
        Assert.Equal("awaiting_mediator", (await Trials.ReadAsync(desk.Service, registered.GetProperty("id").GetString()!, Token)).GetProperty("state").GetString());
    }

    private async Task<IPage> OpenAsync(string userName, string id)
    {
        var page = await desk.SignedInAsync(userName);
        _ = await page.EvaluateAsync("id => { location.hash = `#/case/${id}`; }", id);
        await page.Locator(".history .timeline li").First.WaitForAsync();
        return page;
    }

    private static async Task FromMenuAsync(IPage page, string step)
    {
        await page.Locator("details.menu > summary").ClickAsync();
        await page.Locator(".menu-list").GetByRole(AriaRole.Button, new() { Name = step, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).WaitForAsync();
    }
}
