using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace Triage.Tests.WebConsole;

/// <summary>In the English view everything that the console and the service say is English. What stays Chinese are names, causes of action, numbers, what people wrote themselves, and the texts of law, whose Chinese wording alone is authentic.</summary>
[Collection(Desk.Chambers)]
public sealed class EnglishViewTests(Desk desk)
{
    private const string Divorce = "我和被告结婚十二年，婚后他常喝酒，喝多了就动手打我，去年冬天把我打得住院三天，派出所出过警。我要求离婚，孩子由我抚养。";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Text that a reader sees, and the full-width marks of the other language, outside quotations and what is marked as Chinese, with the names taken out.</summary>
    private const string Leftovers = """
        known => {
          const found = new Map();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.parentElement;
            if (!/[\u4e00-\u9fff\u3000、。：，；（）]/.test(node.data) || at.closest('blockquote, script, style, noscript, datalist, [lang|=zh]') || !at.checkVisibility()) continue;
            // 李某: a name that was masked; 民初: how a number is called.
            let text = node.data.replace(/[\u4e00-\u9fff]某+/g, '·');
            for (const name of known) text = text.split(name).join('·');
            text = text.replaceAll('民初', '·');
            // What stays Chinese keeps its own marks; between English words there are none of them.
            text = text.replace(/（·）|（·(?=\s*$)/g, '·').replace(/“[；，、]”/g, '·');
            if (/[\u4e00-\u9fff\u3000、。：，；（）]/.test(text)) found.set(text.slice(0, 70), `${at.tagName.toLowerCase()}.${at.closest('[class]')?.className ?? ''}`);
          }
          for (const at of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
            if (at.closest('[lang|=zh]') || !at.checkVisibility()) continue;
            for (const name of ['aria-label', 'title', 'placeholder']) {
              let text = (at.getAttribute(name) ?? '').replace(/[\u4e00-\u9fff]某+/g, '·');
              for (const one of known) text = text.split(one).join('·');
              if (/[\u4e00-\u9fff]/.test(text)) found.set(`@${name} ${text.slice(0, 60)}`, at.tagName.toLowerCase());
            }
          }
          return [...found].map(([text, where]) => `${text}  <${where}>`);
        }
        """;

    [Fact]
    public async Task What_the_console_and_the_service_say_is_English()
    {
        Desk.NeedsChromium();
        var doubtful = (await Desk.RegisterAsync(desk.Service, "英甲", "英乙", Divorce, new { statusClaim = true })).GetProperty("id").GetString()!;
        var mediated = (await Desk.RegisterAsync(desk.Service, "英丙", "英丁", Desk.Ditch, amount: 3200)).GetProperty("id").GetString()!;
        // One that waits for a mediator all the while.
        _ = await Desk.RegisterAsync(desk.Service, "英待甲", "英待乙", Desk.Ditch, amount: 3200);
        var tried = await Trials.AssignedAsync(desk.Service, "英戊", "英己", Token);
        var applied = await Trials.AppliedAsync(desk.Service, "英庚", "英辛", DateTime.UtcNow.AddHours(8).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Token);
        var known = await NamesAsync();
        List<string> left = [];

        async Task LookAsync(string userName, params (string Address, string Landmark)[] pages)
        {
            var page = await desk.SignedInAsync(userName);
            await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
            await page.Locator("html[lang=en] .who").WaitForAsync();
            foreach (var (address, landmark) in pages)
            {
                _ = await page.EvaluateAsync("to => { location.hash = `#/${to}`; }", address);
                await page.Locator(landmark).First.WaitForAsync();
                await Assertions.Expect(page.Locator(".loading")).ToHaveCountAsync(0);
                await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
                await page.EvaluateAsync("() => document.querySelectorAll('details:not(.menu)').forEach(one => { one.open = true; })");
                await page.WaitForTimeoutAsync(300);
                await Desk.ShownAsync(page, $"en-{userName}-{address.Split('/')[0]}");
                left.AddRange((await page.EvaluateAsync<string[]>(Leftovers, known)).Select(text => $"{userName} {address.Split('/')[0]}: {text}"));
            }
            await page.Context.CloseAsync();
        }

        await LookAsync("clerk", ("clerk", ".table"), ("cases", ".table"), ($"receipt/{mediated}", ".sheet"), ("import", ".drop"), ($"case/{mediated}", ".history .timeline li"), ($"case/{applied}", ".history .timeline li"), ("account", "h1"));
        using (var mediator = await desk.Service.SignInAsync("mediator"))
        using (var claimed = await mediator.PostAsJsonAsync("mediation/queue/claim", new { caseId = mediated }, Token))
            _ = claimed.EnsureSuccessStatusCode();
        await LookAsync("mediator", ($"mediation/{mediated}", ".people"));
        await LookAsync("officer", ($"officer/{doubtful}", ".decision"), ($"case/{doubtful}", ".history .timeline li"));
        await LookAsync("mediator", ("mediator/waiting", ".cards"), ("mediator/mine", "h1"), ($"case/{mediated}", ".history .timeline li"));
        await LookAsync("judge", ("judge", ".table"), ($"trial/{tried}", ".people"), ($"case/{tried}", ".history .timeline li"), ("judge/confirm", ".table"));
        await LookAsync("leader", ("board", ".figures-grid"), ("figure/new_cases/numerator/2026-01/2026-11/all", ".table, .empty"),
            ("figure/mean_days_to_close/numerator/2026-01/2026-11/all", ".table, .empty"), ("figure/settled_after_first_instance_rate/numerator/2026-01/2026-11/all", ".table, .empty"), ("figure/closure_rate/denominator/2026-01/2026-11/all", ".table, .empty"));
        await LookAsync("data", ("model", ".figures-grid"));
        await LookAsync("sysadmin", ("accounts", ".table"));

        // A form while it is being filled in, with what is wrong with it.
        var form = await desk.SignedInAsync("clerk");
        await form.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await form.GetByRole(AriaRole.Button, new() { Name = "Register a dispute" }).ClickAsync();
        await Desk.Field(form, "narrative").FillAsync(Divorce);
        await Desk.Field(form, "parties[0].idNumber").FillAsync("370921199001011235");
        await Desk.Field(form, "amount").FillAsync("32000");
        await form.Locator(".proposal").WaitForAsync();
        await form.Locator(".submit-bar .primary").ClickAsync();
        await form.EvaluateAsync("() => document.querySelectorAll('details').forEach(one => { one.open = true; })");
        await form.WaitForTimeoutAsync(500);
        await Desk.ShownAsync(form, "en-clerk-intake");
        left.AddRange((await form.EvaluateAsync<string[]>(Leftovers, known)).Select(text => $"clerk intake: {text}"));
        Assert.True(left.Count == 0, $"{left.Count} left:\n{string.Join('\n', left.Distinct())}");
    }

    private const string Ledger = """
        案号,法庭,案由,原告,被告,标的额,收件日期,立案日期,渠道,适用程序,原适用程序,审判组织,承办法官,结案日期,结案方式,回访满意,别的
        （2026）鲁0997民初9801号,东庄法庭,民间借贷纠纷,英导入,英被告,20000,2026-03-01,2026-03-03,窗口,简易程序,,独任,无此人,2026-04-20,判决,,x
        （2026）鲁0997民初9801号,东庄法庭,买卖合同纠纷,英错行,英被告,五千,2026-04-01,2026-04-03,电报,简易程序,,独任,,2026-03-20,判决,,
        （2026）鲁0997民初9802号,东庄法庭,买卖合同纠纷,英错行,英被告,5000,2026-04-01,2026-04-03,窗口,简易程序,简易程序,独任,,2026-03-20,判决,是,
        （2026）鲁0997民初9803号,南山法庭,买卖合同纠纷,英错行,英被告,5000,1926-04-01,2026-13-03,窗口,简易程序,,独任,,,判决,也许,
        （2026）鲁0997民初9804号,东庄法庭,买卖合同纠纷,英错行,英被告,5000,2026-04-01,,窗口,,简易程序,独任,,2099-01-01,,,
        2025民初9805,东庄法庭,买卖合同纠纷,英疑行,英被告,900000,2026-04-01,2026-04-03,窗口,小额诉讼,特别程序,合议,,2026-05-20,判决,,
        ,东庄法庭,,,,,,,,,,,,,,,
        """;

    /// <summary>What people read beside the pages: reports of an import, printed notices, the auditor's list.</summary>
    [Fact]
    public async Task Reports_notices_and_the_audit_are_English()
    {
        Desk.NeedsChromium();
        List<string> left = [];
        var refused = await Desk.RegisterAsync(desk.Service, "英子甲", "英丑乙", "在镇上服装厂干了三年没签合同，上个月把我辞了，一分补偿不给，我要经济补偿金和双倍工资。", new { labourArbitrationDone = false }, 42000, "劳动争议", accept: false);
        var deficient = await Desk.RegisterAsync(desk.Service, "英寅丙", "英卯丁", Desk.Ditch, amount: 3200, accept: false);
        var rule = refused.GetProperty("triage").GetProperty("gates").EnumerateArray().First(gate => gate.GetProperty("effect").GetString()!.StartsWith("refers_out ", StringComparison.Ordinal)).GetProperty("rule").GetString();
        _ = await Trials.ChangeAsync(desk.Service, "clerk", refused, "refer-out", new { rule, target = "县劳动人事争议仲裁委员会" }, Token);
        _ = await Trials.ChangeAsync(desk.Service, "clerk", deficient, "deficiency", new { items = new[] { "被告的住址" }, due = DateTime.UtcNow.AddHours(8).AddDays(6).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) }, Token);
        var known = await NamesAsync();

        var clerk = await EnglishAsync("clerk");
        await GoAsync(clerk, "import", ".drop");
        await clerk.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "ledger.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Ledger) });
        await clerk.GetByRole(AriaRole.Button, new() { Name = "Dry run" }).ClickAsync();
        await clerk.Locator(".figures").WaitForAsync();
        await CollectAsync(clerk, "import report", known, left);
        // Every reason is said in English, not only marked as Chinese.
        Assert.Empty(await clerk.EvaluateAsync<string[]>("() => [...document.querySelectorAll('td[data-name=\"What is wrong\"]')].map(cell => cell.textContent).filter(text => /[\u4e00-\u9fff]/.test(text))"));
        foreach (var (address, what) in new[] { ($"notice/{refused.GetProperty("id").GetString()}/referral", "notice of referral"), ($"notice/{deficient.GetProperty("id").GetString()}/deficiency", "notice of deficiency") })
        {
            await GoAsync(clerk, address, ".sheet");
            await CollectAsync(clerk, what, [.. known, "县劳动人事争议仲裁委员会"], left);
        }

        var auditor = await EnglishAsync("auditor");
        await GoAsync(auditor, "audit", ".table");
        await auditor.GetByRole(AriaRole.Button, new() { Name = "Check every entry" }).ClickAsync();
        await auditor.Locator("[role=status] .pairs").WaitForAsync();
        await CollectAsync(auditor, "audit", known, left);
        Assert.True(left.Count == 0, $"{left.Count} left:\n{string.Join('\n', left.Distinct())}");
    }

    /// <summary>The form of every step that is offered, as it opens.</summary>
    [Fact]
    public async Task Every_dialog_is_English()
    {
        Desk.NeedsChromium();
        List<string> left = [];
        var doubtful = (await Desk.RegisterAsync(desk.Service, "英辰甲", "英巳乙", Divorce, new { statusClaim = true })).GetProperty("id").GetString()!;
        var waiting = (await Desk.RegisterAsync(desk.Service, "英午丙", "英未丁", Desk.Ditch, amount: 3200)).GetProperty("id").GetString()!;
        var tried = await Trials.AssignedAsync(desk.Service, "英申戊", "英酉己", Token);
        var today = DateTime.UtcNow.AddHours(8).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        _ = await Trials.ChangeAsync(desk.Service, "judge", await Trials.ReadAsync(desk.Service, tried, Token), "evidence-period", new { days = 10, startOn = today, agreed = false, rebuttal = false, reason = "案情简单" }, Token);
        var applied = await Trials.AppliedAsync(desk.Service, "英戌庚", "英亥辛", today, Token);
        _ = await Trials.ChangeAsync(desk.Service, "clerk", await Trials.ReadAsync(desk.Service, applied, Token), "confirmation/accept", new { }, Token);
        var mine = (await Desk.RegisterAsync(desk.Service, "英金甲", "英木乙", Desk.Ditch, amount: 3200)).GetProperty("id").GetString()!;
        using (var mediator = await desk.Service.SignInAsync("mediator"))
        using (var claimed = await mediator.PostAsJsonAsync("mediation/queue/claim", new { caseId = mine }, Token))
            _ = claimed.EnsureSuccessStatusCode();
        var known = await NamesAsync();
        var opened = 0;
        foreach (var (who, address) in new[] { ("clerk", $"case/{doubtful}"), ("officer", $"case/{doubtful}"), ("clerk", $"case/{waiting}"), ("officer", $"case/{waiting}"), ("judge", $"trial/{tried}"), ("judge", $"trial/{applied}"), ("mediator", $"mediation/{mine}"), ("head", $"case/{mine}") })
        {
            var page = await EnglishAsync(who);
            await GoAsync(page, address, ".people");
            await Assertions.Expect(page.Locator(".loading")).ToHaveCountAsync(0);
            var names = await page.Locator(".page-head .actions button, main > .desk .actions.end button, .actions.end button").EvaluateAllAsync<string[]>("all => [...new Set(all.map(one => one.textContent))]");
            foreach (var name in names.Except(["Print", "Review", "To the mediation", "Accept the proposal", "Accept the application"]))
            {
                // What the menu holds is clicked where it stands.
                await page.EvaluateAsync("name => [...document.querySelectorAll('.page-head .actions button, .actions.end button')].find(one => one.textContent === name)?.click()", name);
                var dialog = page.GetByRole(AriaRole.Dialog);
                try { await dialog.WaitForAsync(new() { Timeout = 5_000 }); }
                catch (TimeoutException) { left.Add($"{who} {address}: {name} opened no dialog"); continue; }
                opened++;
                await CollectAsync(page, $"{who}: {name}", known, left);
                await page.Keyboard.PressAsync("Escape");
                await Assertions.Expect(dialog).ToHaveCountAsync(0);
            }
            await page.Context.CloseAsync();
        }
        Assert.True(opened > 40, $"only {opened} dialogs were seen");
        Assert.True(left.Count == 0, $"{left.Count} left:\n{string.Join('\n', left.Distinct())}");
    }

    private async Task<IPage> EnglishAsync(string userName)
    {
        var page = await desk.SignedInAsync(userName);
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await page.Locator("html[lang=en] .who").WaitForAsync();
        return page;
    }

    private static async Task GoAsync(IPage page, string address, string landmark)
    {
        _ = await page.EvaluateAsync("to => { location.hash = `#/${to}`; }", address);
        await page.Locator(landmark).First.WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    private static async Task CollectAsync(IPage page, string what, string[] known, List<string> left)
    {
        await page.EvaluateAsync("() => document.querySelectorAll('dialog details, main details:not(.menu)').forEach(one => { one.open = true; })");
        await page.WaitForTimeoutAsync(200);
        await Desk.ShownAsync(page, $"en-{what.Replace(' ', '-').Replace(":", "", StringComparison.Ordinal)}");
        left.AddRange((await page.EvaluateAsync<string[]>(Leftovers, known)).Select(text => $"{what}: {text}"));
    }

    [Fact]
    public async Task Once_it_is_said_why_the_texts_of_law_stay_Chinese()
    {
        Desk.NeedsChromium();
        var id = (await Desk.RegisterAsync(desk.Service, "英壬", "英癸", Desk.Ditch, amount: 3200)).GetProperty("id").GetString()!;
        var page = await desk.SignedInAsync("clerk");
        await Assertions.Expect(page.Locator("#note")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        _ = await page.EvaluateAsync("id => { location.hash = `#/case/${id}`; }", id);
        await page.Locator(".history .timeline li").First.WaitForAsync();
        var note = page.GetByText("only the Chinese text is authentic");
        await Assertions.Expect(note).ToHaveCountAsync(1);
        await Assertions.Expect(note).ToBeVisibleAsync();
        Assert.Equal("zh-CN", await page.Locator(".gates blockquote").First.GetAttributeAsync("lang"));
    }

    /// <summary>What is a name or somebody's own word, the longest first.</summary>
    private async Task<string[]> NamesAsync()
    {
        using var api = await desk.Service.SignInAsync("head");
        HashSet<string> names = [];
        foreach (var path in new[] { "court", "causes", "cases?limit=200" })
            Collect(JsonElement.Parse(await api.GetStringAsync(path, Token)), names, path.StartsWith("cases", StringComparison.Ordinal) ? ["name", "number", "narrative", "claims", "village", "address", "reason", "text"] : null);
        foreach (var rule in JsonElement.Parse(await api.GetStringAsync("rules", Token)).GetProperty("gates").EnumerateArray())
            _ = names.Add(rule.GetProperty("citation").GetProperty("law").GetString()!);
        foreach (var statute in JsonElement.Parse(await api.GetStringAsync("rules", Token)).GetProperty("statutes").EnumerateArray())
            _ = names.Add(statute.GetProperty("law").GetString()!);
        foreach (var clock in JsonElement.Parse(await api.GetStringAsync("rules", Token)).GetProperty("clocks").EnumerateArray().Where(k => k.GetProperty("citation").ValueKind == JsonValueKind.Object))
            _ = names.Add(clock.GetProperty("citation").GetProperty("law").GetString()!);
        return [.. names.Where(name => name.Length > 1 && name.EnumerateRunes().Any(r => r.Value is >= 0x4e00 and <= 0x9fff)).OrderByDescending(name => name.Length), "中文", "民法典", "李家洼村"];
    }

    private static void Collect(JsonElement element, HashSet<string> names, string[]? only, string? member = null)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject()) Collect(property.Value, names, only, property.Name);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) Collect(item, names, only, member);
                break;
            case JsonValueKind.String when only is null || only.Contains(member):
                _ = names.Add(element.GetString()!.Normalize(NormalizationForm.FormC));
                _ = names.Add(element.GetString()!.Split("法院")[^1].Trim('（', '）'));
                break;
        }
    }
}
