using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

[Collection(Desk.Chambers)]
public sealed class JudgeDeskTests(Desk desk)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_case_is_closed_and_its_day_follows_from_service()
    {
        Desk.NeedsChromium();
        var id = await Trials.AssignedAsync(desk.Service, "童送达", "童被告", Token);
        var page = await desk.SignedInAsync("judge");
        await page.GetByRole(AriaRole.Link, new() { Name = "民初" }).First.WaitForAsync();
        await Desk.NoBarriersAsync(page, "judge");
        await page.Locator("tr", new() { HasText = "童送达" }).ClickAsync();
        await Assertions.Expect(page.Locator(".limit-line")).ToContainTextAsync("审理期限（简易程序）");
        await Assertions.Expect(page.Locator(".clocks details[open] .factors")).ToContainTextAsync("不计");
        await Desk.NoBarriersAsync(page, "trial");

        await page.GetByRole(AriaRole.Button, new() { Name = "登记事项" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("事项").SelectOptionAsync("hearing");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog.Locator("[data-path='on'] .error")).ToContainTextAsync("请填写日期");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "日期：今天" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".timeline")).ToContainTextAsync("开庭");
        await Assertions.Expect(page.Locator(".page-head")).ToContainTextAsync("审理中");

        await page.GetByRole(AriaRole.Button, new() { Name = "结案", Exact = true }).ClickAsync();
        // Nothing is presumed: a service that never took place must not set the day by one click.
        await Assertions.Expect(dialog).ToContainTextAsync("还缺：童送达、童被告");
        await Assertions.Expect(dialog.Locator(".remark")).ToHaveCountAsync(0);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记结案" }).ClickAsync();
        await Assertions.Expect(dialog.Locator("[data-path='service[0].method'] .error")).ToContainTextAsync("请填写送达方式");
        await Assertions.Expect(dialog.Locator("[data-path='service[1].on'] .error")).ToContainTextAsync("请填写送达日期");
        var today = await TodayAsync(page);
        await Desk.Field(page, "document.madeOn").FillAsync(today);
        await Desk.Field(page, "service[0].method").SelectOptionAsync("in_person");
        await Desk.Field(page, "service[0].on").FillAsync(today);
        await Assertions.Expect(dialog).ToContainTextAsync("还缺：童被告");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "其余当事人与第一名相同" }).ClickAsync();
        await Assertions.Expect(Desk.Field(page, "service[1].method")).ToHaveValueAsync("in_person");
        await Desk.Field(page, "service[1].method").SelectOptionAsync("post");
        await Desk.Field(page, "service[1].on").FillAsync(today);
        await Assertions.Expect(dialog).ToContainTextAsync($"法定结案日为 {today}");
        await Desk.NoBarriersAsync(page, "closing");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记结案" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync($"法定结案日 {today}");
        await Assertions.Expect(page.Locator(".card", new() { HasText = "结案日怎么来的" })).ToContainTextAsync("以交邮日期计");

        // The receipt that is not back yet is recorded from the very line that misses it.
        await page.GetByRole(AriaRole.Button, new() { Name = "登记 童被告 的回执" }).ClickAsync();
        await Assertions.Expect(Desk.Field(page, "kind")).ToHaveValueAsync("receipt_returned");
        await Desk.Field(page, "on").FillAsync(today);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "登记 童被告 的回执" })).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".earliest")).ToContainTextAsync("没有人上诉的，最早于 20");

        var after = await Trials.ReadAsync(desk.Service, id, Token);
        Assert.Equal("closed", after.GetProperty("state").GetString());
        Assert.Equal(today, after.GetProperty("closedOn").GetString());
    }

    [Fact]
    public async Task A_hearing_to_come_is_fixed_and_stands_in_the_list_of_the_judge()
    {
        Desk.NeedsChromium();
        var id = await Trials.AssignedAsync(desk.Service, "庞排期", "庞被告", Token);
        var page = await OpenAsync(id);
        await page.GetByRole(AriaRole.Button, new() { Name = "登记事项" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("只登记已经发生的事");
        await Assertions.Expect(Desk.Field(page, "method")).ToBeVisibleAsync();
        await Desk.Field(page, "kind").SelectOptionAsync("hearing_scheduled");
        var day = DateOnly.Parse(await TodayAsync(page), System.Globalization.CultureInfo.InvariantCulture).AddDays(13).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await Desk.Field(page, "on").FillAsync(day);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".limit-line")).ToContainTextAsync(day);
        Assert.Equal("assigned", (await Trials.ReadAsync(desk.Service, id, Token)).GetProperty("state").GetString());
        _ = await page.EvaluateAsync("() => { location.hash = '#/judge/mine'; }");
        await Assertions.Expect(page.Locator("tr", new() { HasText = "庞排期" })).ToContainTextAsync(day);
    }

    [Fact]
    public async Task Whoever_judges_without_a_hearing_on_record_is_warned_with_the_article()
    {
        Desk.NeedsChromium();
        var page = await OpenAsync(await Trials.AssignedAsync(desk.Service, "邬未审", "邬被告", Token));
        await page.GetByRole(AriaRole.Button, new() { Name = "结案", Exact = true }).ClickAsync();
        var remark = page.GetByRole(AriaRole.Dialog).Locator(".remark");
        await Assertions.Expect(remark).ToContainTextAsync("系统内没有开庭的记录");
        await Assertions.Expect(remark).ToContainTextAsync("民事诉讼法第145条");
        await Desk.NoBarriersAsync(page, "closing without a hearing");
        await Desk.Field(page, "mode").SelectOptionAsync("withdrawal");
        await Assertions.Expect(remark).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_a_desk_asked_before_a_change_is_not_shown_after_it()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("judge");
        var taken = await page.EvaluateAsync<bool[]>("""
            async () => {
                const { begin, take } = self.$.need('core/ahead.js');
                const { post } = self.$.need('core/api.js');
                begin('/worklist?limit=7');
                const before = take('/worklist?limit=7') !== null;
                begin('/worklist?limit=7');
                await post('/triage/preview', { narrative: '他借了我三万元，说好秋后还，到现在一分没还。', parties: [] }).catch(() => undefined);
                return [before, take('/worklist?limit=7') !== null];
            }
            """);
        Assert.Equal([true, false], taken);
    }

    [Fact]
    public async Task A_case_stands_still_until_it_is_resumed()
    {
        Desk.NeedsChromium();
        var id = await Trials.AssignedAsync(desk.Service, "时中止", "时被告", Token);
        var page = await OpenAsync(id);
        await page.GetByRole(AriaRole.Button, new() { Name = "中止、扣除审限" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        // Ground and day are for the judge to say; neither is there before.
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记" }).ClickAsync();
        await Assertions.Expect(dialog.Locator("[data-path='ground'] .error")).ToHaveTextAsync("请选择");
        await Assertions.Expect(dialog.Locator("[data-path='from'] .error")).ToHaveTextAsync("请填写起始日");
        await Desk.Field(page, "ground").SelectOptionAsync("stay");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "自：今天" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记" }).ClickAsync();
        await Assertions.Expect(page.Locator(".page-head")).ToContainTextAsync("中止审理");
        await page.GetByRole(AriaRole.Button, new() { Name = "恢复审理" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "最后一日：今天" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "恢复" }).ClickAsync();
        await Assertions.Expect(page.Locator(".page-head")).ToContainTextAsync("审理中");
    }

    [Fact]
    public async Task An_application_for_confirmation_is_ruled_on()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("judge");
        var id = await Trials.AppliedAsync(desk.Service, "皮确认", "皮被告", await TodayAsync(page), Token);
        _ = await page.EvaluateAsync("() => { location.hash = '#/judge/confirm'; }");
        await page.Locator("tr", new() { HasText = "皮确认" }).ClickAsync();
        await Assertions.Expect(page.Locator(".agreement")).ToContainTextAsync("挖开渠口");
        await page.GetByRole(AriaRole.Button, new() { Name = "裁定确认申请" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Desk.Field(page, "decision").SelectOptionAsync("rejected");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记裁定" }).ClickAsync();
        await Assertions.Expect(dialog.Locator("[data-path='ground'] .error")).ToHaveTextAsync("请写明理由");
        await Desk.Field(page, "decision").SelectOptionAsync("confirmed");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "裁定日期：今天" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记裁定" }).ClickAsync();
        await Assertions.Expect(page.Locator(".page-head")).ToContainTextAsync("已裁定确认");
        Assert.Equal("confirmed", (await Trials.ReadAsync(desk.Service, id, Token)).GetProperty("confirmation").GetProperty("decision").GetString());

        // The ruling reaches a party, whose time to object begins.
        _ = await page.EvaluateAsync("id => { location.hash = `#/case/${id}`; }", id);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("皮被告：尚未登记");
        await page.GetByRole(AriaRole.Button, new() { Name = "登记裁定书送达" }).ClickAsync();
        await Assertions.Expect(Desk.Field(page, "kind").Locator("option")).ToHaveCountAsync(2);
        await Desk.Field(page, "party").SelectOptionAsync("皮被告");
        await Desk.Field(page, "method").SelectOptionAsync("in_person");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "日期：今天" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("对确认裁定的异议");
        var ruled = await Trials.ReadAsync(desk.Service, id, Token);
        Assert.Equal("皮被告", ruled.GetProperty("confirmation").GetProperty("service")[0].GetProperty("party").GetString());

        // The judge's own page has the number and the service; the suit is then closed by what fits, and only that document's service is asked for.
        _ = await page.EvaluateAsync("id => { location.hash = `#/trial/${id}`; }", id);
        var number = ruled.GetProperty("numbers").EnumerateArray().Single(one => one.GetProperty("kind").GetString() == "confirmation").GetProperty("number").GetString();
        var card = page.Locator(".card", new() { HasText = "司法确认申请" });
        await Assertions.Expect(card).ToContainTextAsync(number!);
        await Assertions.Expect(card).ToContainTextAsync("皮确认：尚未登记；皮被告：20");
        await page.GetByRole(AriaRole.Button, new() { Name = "结案", Exact = true }).ClickAsync();
        await Assertions.Expect(Desk.Field(page, "mode").Locator("option")).ToHaveTextAsync(["准许撤诉", "调解书"]);
        await Assertions.Expect(Desk.Field(page, "document.kind")).ToHaveValueAsync("准许撤诉裁定书");
        await Assertions.Expect(dialog.Locator(".other-document")).ToContainTextAsync("确认裁定书的送达已单独登记");
        await Assertions.Expect(dialog).ToContainTextAsync("还缺：皮确认");
        await Assertions.Expect(dialog).Not.ToContainTextAsync("还缺：皮确认、皮被告");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "作出日期：今天" }).ClickAsync();
        await Desk.Field(page, "service[0].method").SelectOptionAsync("in_person");
        await Desk.Field(page, "service[0].on").FillAsync(await TodayAsync(page));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "登记结案" }).ClickAsync();
        await Assertions.Expect(page.Locator(".final")).ToContainTextAsync("本裁定不得上诉");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "上诉期" })).ToHaveCountAsync(0);
    }

    private async Task<IPage> OpenAsync(string id)
    {
        var page = await desk.SignedInAsync("judge");
        _ = await page.EvaluateAsync("id => { location.hash = `#/trial/${id}`; }", id);
        await page.Locator(".timeline").First.WaitForAsync();
        return page;
    }

    /// <summary>The court's date, as the console knows it.</summary>
    private static Task<string> TodayAsync(IPage page) => page.EvaluateAsync<string>("async () => (await import('/core/lang.js')).today()");

    [Theory]
    [InlineData(60, "还有", "最迟")]
    [InlineData(85, "提出申请的时间已经过了", "已过")]
    public async Task By_when_more_time_must_be_asked_is_said_before_the_form_is_sent(int filedDaysAgo, string said, string also)
    {
        Desk.NeedsChromium();
        var filed = DateTime.UtcNow.AddHours(8).AddDays(-filedDaysAgo).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await ImportAsync($"（2026）鲁0997民初{9700 + filedDaysAgo}号,东庄法庭,民间借贷纠纷,延期甲{filedDaysAgo},延期乙,20000,{filed},{filed},窗口,简易程序,独任,崔玉柱,,,,");
        var page = await desk.SignedInAsync("judge");
        await page.Locator("tr", new() { HasText = $"延期甲{filedDaysAgo}" }).ClickAsync();
        await page.Locator("details.menu summary", new() { HasText = "更多" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "申请延长审限", Exact = true }).ClickAsync();
        var told = page.GetByRole(AriaRole.Dialog).Locator(".asking-time");
        await Assertions.Expect(told).ToContainTextAsync(said);
        await Assertions.Expect(told).ToContainTextAsync(also);
        await Assertions.Expect(told.Locator("summary")).ToContainTextAsync("延长审限规定第1条");
        await Desk.NoBarriersAsync(page, "asking for more time");
    }

    [Fact]
    public async Task That_no_text_of_an_imported_agreement_is_on_record_is_said()
    {
        Desk.NeedsChromium();
        var on = DateTime.UtcNow.AddHours(8).AddDays(-3).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await ImportAsync($"（2026）鲁0997诉前调确9701号,东庄法庭,民间借贷纠纷,无文甲,无文乙,20000,{on},,窗口,,,,{on},{on},达成,{on}");
        var page = await desk.SignedInAsync("head");
        _ = await page.EvaluateAsync("() => { location.hash = '#/judge/confirm'; }");
        await page.Locator("tr", new() { HasText = "无文甲" }).ClickAsync();
        await Assertions.Expect(page.Locator(".no-text")).ToContainTextAsync("系统内没有协议文本");
        await Desk.NoBarriersAsync(page, "confirmation without a text");
    }

    private async Task ImportAsync(string row)
    {
        using var api = await desk.Service.SignInAsync("clerk");
        using var file = new StringContent($"案号,法庭,案由,原告,被告,标的额,收件日期,立案日期,渠道,适用程序,审判组织,承办法官,调解开始,调解结束,调解结果,申请确认日期\n{row}\n", System.Text.Encoding.UTF8, "text/csv");
        using var answer = await api.PostAsync("cases/import?kind=ledger", file, Token);
        Assert.Contains("\"rejected\":0", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

}
