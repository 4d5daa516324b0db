using System.Text;
using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

[Collection(Desk.Counter)]
public sealed class ImportTests(Desk desk)
{
    private const string Ledger = """
        案号,法庭,案由,原告,被告,标的额,收件日期,立案日期,渠道,适用程序,审判组织,结案日期,结案方式,案情
        （2026）鲁0997民初9901号,东庄法庭,民间借贷纠纷,计导入,计被告,20000,2026-03-01,2026-03-03,窗口,简易程序,独任,2026-04-20,判决,借款两万元到期不还
        （2026）鲁0997民初9902号,东庄法庭,买卖合同纠纷,计错行,计被告,5000,2026-04-01,2026-04-03,窗口,简易程序,独任,2026-03-20,判决,货款未付
        """;

    [Fact]
    public async Task A_ledger_is_tried_first_and_a_bad_row_does_not_stop_the_good_one()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await page.Locator("#bar").GetByRole(AriaRole.Link, new() { Name = "台账导入" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "正式导入" })).ToBeDisabledAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "台账.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Ledger) });
        await page.GetByRole(AriaRole.Button, new() { Name = "先试一遍" }).ClickAsync();
        await Assertions.Expect(page.Locator(".figures")).ToContainTextAsync("可导入 1 行");
        await Assertions.Expect(page.GetByRole(AriaRole.Group, new() { Name = "有问题的行" })).ToContainTextAsync("结案日期");
        await Assertions.Expect(page.GetByRole(AriaRole.Group, new() { Name = "有问题的行" }).Locator("td[data-name=单元格内容]")).ToHaveTextAsync("2026-03-20");
        await Desk.NoBarriersAsync(page, "import with errors");
        Assert.Equal(0, await Desk.CountAsync(desk.Service, "计导入", TestContext.Current.CancellationToken));

        await page.GetByRole(AriaRole.Button, new() { Name = "正式导入" }).ClickAsync();
        await Assertions.Expect(page.Locator(".figures")).ToContainTextAsync("已导入 1 行");
        Assert.Equal(1, await Desk.CountAsync(desk.Service, "计导入", TestContext.Current.CancellationToken));
        Assert.Equal(0, await Desk.CountAsync(desk.Service, "计错行", TestContext.Current.CancellationToken));

        await page.GetByRole(AriaRole.Button, new() { Name = "先试一遍" }).ClickAsync();
        await Assertions.Expect(page.Locator(".figures")).ToContainTextAsync("早已在库 1 行");
    }

    [Fact]
    public async Task In_the_other_language_file_and_result_are_still_there()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await page.Locator("#bar").GetByRole(AriaRole.Link, new() { Name = "台账导入" }).ClickAsync();
        await page.GetByLabel("新收件").CheckAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "新收.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Ledger) });
        await page.GetByRole(AriaRole.Button, new() { Name = "先试一遍" }).ClickAsync();
        await page.Locator(".figures, .notice.bad").First.WaitForAsync();
        await page.GetByLabel("台账（历史与在办案件）").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "先试一遍" }).ClickAsync();
        await Assertions.Expect(page.Locator(".figures")).ToContainTextAsync("有问题 1 行");
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Assertions.Expect(page.Locator(".figures")).ToContainTextAsync("1 rejected");
        await Assertions.Expect(page.GetByLabel("Ledger (past and running cases)")).ToBeCheckedAsync();
        await Assertions.Expect(page.Locator(".drop .hint").Last).ToContainTextAsync("新收.csv");
        await page.GetByLabel("New disputes").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "中文" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("新收件")).ToBeCheckedAsync();
        // The file itself is there, not only its name.
        await page.GetByLabel("台账（历史与在办案件）").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "先试一遍" }).ClickAsync();
        await Assertions.Expect(page.Locator(".figures")).ToContainTextAsync("有问题 1 行");
    }

    [Fact]
    public async Task What_each_column_takes_is_said_and_an_empty_file_is_handed_out()
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        await page.Locator("#bar").GetByRole(AriaRole.Link, new() { Name = "台账导入" }).ClickAsync();
        await page.Locator("summary", new() { HasText = "各列怎么填" }).ClickAsync();
        var guide = page.GetByRole(AriaRole.Group, new() { Name = "各列怎么填" });
        await Assertions.Expect(guide.Locator("tr", new() { HasText = "案号" }).First).ToContainTextAsync("必填");
        await Assertions.Expect(guide.Locator("tr", new() { HasText = "适用程序" }).First).ToContainTextAsync("小额诉讼、简易程序、普通程序、特别程序");
        await Desk.NoBarriersAsync(page, "import, the columns");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "下载空白表格" }).ClickAsync());
        Assert.Equal("ledger-template.xlsx", download.SuggestedFilename);
        // The very file, sent back, is no fault and no case.
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "空白.xlsx", MimeType = "application/octet-stream", Buffer = await File.ReadAllBytesAsync((await download.PathAsync())!, TestContext.Current.CancellationToken) });
        await page.GetByRole(AriaRole.Button, new() { Name = "先试一遍" }).ClickAsync();
        await Assertions.Expect(page.GetByText("文件里没有案件")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "正式导入" })).ToBeDisabledAsync();
    }
}
