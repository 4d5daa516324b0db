using System.Globalization;
using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

[Collection(Desk.Chambers)]
public sealed class LeaderBoardTests(Desk desk)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1366, 768)]
    [InlineData(390, 844)]
    public async Task Every_number_opens_to_its_cases(int width, int height)
    {
        Desk.NeedsChromium();
        _ = await Trials.AssignedAsync(desk.Service, $"黎数字{width}", "黎被告", Token);
        var page = await desk.SignedInAsync("leader", width: width, height: height);
        await page.Locator(".chart canvas").First.WaitForAsync();
        await Assertions.Expect(page.Locator(".loading")).ToHaveCountAsync(0);
        await Desk.NoBarriersAsync(page, "board");
        var figure = page.Locator("[data-metric='new_cases'] .value a");
        var count = int.Parse((await figure.InnerTextAsync()).Split(' ')[0].Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        Assert.True(count > 0);
        await figure.ClickAsync();
        await Assertions.Expect(page.Locator(".lead")).ToContainTextAsync($"共 {count} 件");
        Assert.Equal(Math.Min(count, 100), await page.Locator("tbody tr").CountAsync());
        // Names are not for a leader.
        await Assertions.Expect(page.Locator("tbody")).Not.ToContainTextAsync("黎数字");
        await Desk.NoBarriersAsync(page, "figure");
    }

    [Fact]
    public async Task Tiles_wrap_on_a_narrow_screen_and_long_numbers_stay_inside()
    {
        Desk.NeedsChromium();
        _ = await Trials.AssignedAsync(desk.Service, "黎窄屏", "黎被告", Token);
        foreach (var width in new[] { 390, 320 })
        {
            var page = await desk.SignedInAsync("leader", width: width, height: 844);
            await page.Locator(".figures-grid .figure").First.WaitForAsync();
            await Assertions.Expect(page.Locator(".loading")).ToHaveCountAsync(0);
            // As large as a court's figures may ever be.
            await page.Locator(".figure .value").First.EvaluateAsync("e => { (e.querySelector('a') ?? e).textContent = '1,234,567,890.12 件'; }");
            await Desk.ShownAsync(page, $"board-{width}");
            var outside = await page.EvaluateAsync<string[]>(@"() => [...document.querySelectorAll('.figure, .figure *')].filter(e => e.getBoundingClientRect().width > 0)
                .filter(e => { const r = e.getBoundingClientRect(), tile = e.closest('.figure').getBoundingClientRect(); return r.right > innerWidth + 0.5 || r.right > tile.right + 0.5 || (e.children.length === 0 && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline'); })
                .map(e => `${e.className || e.tagName}: ${e.textContent.slice(0, 30)}`)");
            Assert.True(outside.Length == 0, $"{width}: {string.Join("; ", outside)}");
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{width}: the page scrolls sideways");
            var narrowest = await page.EvaluateAsync<double>("() => Math.min(...[...document.querySelectorAll('.figure')].map(e => e.getBoundingClientRect().width))");
            Assert.True(narrowest >= 140, $"{width}: a tile of {narrowest} px");
            await page.Context.CloseAsync();
        }
    }

    [Theory]
    [InlineData("zh", 1366)]
    [InlineData("en", 1366)]
    [InlineData("en", 390)]
    public async Task No_word_of_the_board_runs_out_of_its_card_or_its_table(string language, int width)
    {
        Desk.NeedsChromium();
        _ = await Trials.AssignedAsync(desk.Service, "黎不出界", "黎被告", Token);
        var page = await desk.SignedInAsync("leader", width: width);
        if (language == "en") await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await page.Locator($"html[lang^={language}] .chart-pair table").First.WaitForAsync();
        await Assertions.Expect(page.Locator(".loading")).ToHaveCountAsync(0);
        // As long as a comparison may be.
        await page.EvaluateAsync("language => document.querySelectorAll('.moves dd, .chart-pair td[data-name=\"Change\"], .chart-pair td[data-name=较上月]').forEach(e => { e.textContent = language === 'en' ? '−12.3 pp' : '−12.3 个百分点'; })", language);
        await Desk.ShownAsync(page, $"board-{language}");
        var outside = await page.EvaluateAsync<string[]>(@"() => [
            ...[...document.querySelectorAll('.figure *')].filter(e => e.getBoundingClientRect().right > e.closest('.figure').getBoundingClientRect().right + 0.5),
            ...(innerWidth > 1000 ? [...document.querySelectorAll('.dense .table, .chart-pair .table')].filter(e => e.scrollWidth > e.clientWidth + 1) : []),
            ...[...document.querySelectorAll('.dense td:first-child')].filter(e => e.getBoundingClientRect().height > 60)].map(e => `${e.className || e.tagName}: ${e.textContent.slice(0, 40)}`)");
        Assert.True(outside.Length == 0, string.Join("; ", outside));
    }

    [Fact]
    public async Task Where_cases_stand_opens_the_list_of_that_state()
    {
        Desk.NeedsChromium();
        _ = await Trials.AssignedAsync(desk.Service, "易停留", "易被告", Token);
        var page = await desk.SignedInAsync("leader");
        var stand = page.Locator(".stand", new() { HasText = "已分案" });
        var count = (await stand.InnerTextAsync()).Split(' ')[1];
        await stand.ClickAsync();
        await Assertions.Expect(page.GetByText($"共 {count} 件")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("状态")).ToHaveValueAsync("assigned");
    }

    [Fact]
    public async Task Triage_quality_stands_by_tribunal_kind_and_cause_and_opens_to_exactly_its_cases()
    {
        Desk.NeedsChromium();
        _ = await Trials.AssignedAsync(desk.Service, "祁质量", "祁被告", Token);
        var page = await desk.SignedInAsync("leader");
        var part = page.Locator("[data-part='triage-quality']");
        // No ranking: the rows stand in the order of the court's own list, as the service gives them.
        await Assertions.Expect(part.GetByRole(AriaRole.Group, new() { Name = "按法庭" }).Locator("tbody td:first-child")).ToHaveTextAsync(["院机关", "东庄法庭", "柳泉法庭", "石门法庭", "北洲法庭", "城关法庭", "南湖法庭", "合计"]);
        await part.GetByText("按案由展开").ClickAsync();
        var causes = part.GetByRole(AriaRole.Group, new() { Name = "按案由", Exact = true });
        await causes.Locator("tbody tr").First.WaitForAsync();
        await Desk.ShownAsync(page, "triage-quality");
        await Desk.NoBarriersAsync(page, "triage quality");
        foreach (var table in (string[])["按法庭", "按纠纷类型", "按案由"])
        {
            if (table != "按法庭") await page.GoBackAsync();
            if (table == "按案由") await part.GetByText("按案由展开").ClickAsync();
            var denominator = part.GetByRole(AriaRole.Group, new() { Name = table, Exact = true }).Locator("td[data-name='人工甄别率'] a[href*='/denominator/']").First;
            var count = int.Parse(await denominator.InnerTextAsync(), CultureInfo.InvariantCulture);
            Assert.True(count > 0);
            await denominator.ClickAsync();
            await Assertions.Expect(page.Locator(".lead")).ToContainTextAsync($"共 {count} 件");
        }
    }

    [Fact]
    public async Task A_rate_moves_by_points_a_count_by_per_cent_and_days_by_days()
    {
        Desk.NeedsChromium();
        var page = await desk.OpenAsync();
        _ = await page.GotoAsync("/");
        async Task SaysAsync(string expected, string unit, string now, string before) => Assert.Equal(expected,
            await page.EvaluateAsync<string>($"async () => (await import('/core/figures.js')).change({{ unit: '{unit}' }}, {now}, {before})"));
        await SaysAsync("+2.0 个百分点", "rate", "0.92", "0.90");
        await SaysAsync("−1.5 个百分点", "rate", "0.025", "0.04");
        await SaysAsync("+12 件（+50.0%）", "count", "36", "24");
        await SaysAsync("+3 件", "count", "3", "0");
        await SaysAsync("−2.5 天", "days", "50", "52.5");
        await SaysAsync("无可比数", "rate", "0.9", "null");
    }

    [Fact]
    public async Task A_month_that_is_not_over_and_a_month_before_the_ledger_are_compared_with_nothing()
    {
        Desk.NeedsChromium();
        var page = await desk.OpenAsync();
        _ = await page.GotoAsync("/");
        async Task SaysAsync(string expected, string now, string before, string figure = "new_cases") => Assert.Equal(expected, await page.EvaluateAsync<string>($$"""
            async () => {
              const { moved } = await import('/core/figures.js');
              const { today } = await import('/core/lang.js');
              const thisMonth = today().slice(0, 7);
              const month = (month, cases, closed) => ({ month, values: { new_cases: { value: cases, numerator: cases }, closure_rate: { value: closed / 300, numerator: closed }, closed_cases: { value: closed, numerator: closed } } });
              return moved({ id: '{{figure}}', unit: 'count' }, {{now}}, {{before}}, [month('2025-11', 9, 0), month('2025-12', 12, 0), month('2026-01', 248, 275)]);
            }
            """));
        await SaysAsync("不可比（本月未满）", "month(thisMonth, 101, 30)", "month('2026-01', 172, 100)");
        await SaysAsync("不可比（该月没有结案记录）", "month('2026-02', 317, 113)", "month('2025-02', 12, 0)", "closure_rate");
        // What came in needs no closure to be compared, but a month that the ledger holds whole.
        await SaysAsync("不可比（台账自2026年1月起）", "month('2026-02', 317, 113)", "month('2025-12', 12, 0)");
        await SaysAsync("+69 件（+27.8%）", "month('2026-03', 317, 113)", "month('2026-02', 248, 0)");
        await SaysAsync("+69 件（+27.8%）", "month('2026-02', 317, 113)", "month('2026-01', 248, 275)");
    }

    [Fact]
    public async Task A_figure_of_few_cases_or_too_few_months_is_not_rated()
    {
        Desk.NeedsChromium();
        var page = await desk.OpenAsync();
        _ = await page.GotoAsync("/");
        async Task StandsAsync(string? expected, int numerator, int denominator, int months) => Assert.Equal(expected, await page.EvaluateAsync<string?>($$"""
            async () => (await import('/core/figures.js')).standing({ unit: 'rate', reference: { from: 0.85, to: 0.98, months: 6, cases: 30 } },
              { numerator: {{numerator}}, denominator: {{denominator}}, value: {{numerator}} / {{denominator}} }, {{months}})
            """));
        await StandsAsync("low", 15, 30, 6);
        await StandsAsync(null, 15, 29, 6);
        await StandsAsync(null, 15, 30, 5);
        await StandsAsync("in", 27, 30, 12);
    }
}
