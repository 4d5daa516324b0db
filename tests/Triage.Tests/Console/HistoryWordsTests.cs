using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Features.Adjudication;
using Triage.Tests.Support;

namespace Triage.Tests.WebConsole;

/// <summary>Nobody reads a code where a history is told: every event has a name in Chinese and in English.</summary>
[Collection(Desk.Chambers)]
public sealed partial class HistoryWordsTests(Desk desk)
{
    private static string[] Events =>
    [
        .. Enum.GetValues<CaseAction>().Select(action => action.Event()),
        .. typeof(HistoryEvents).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Select(word => (string)word.GetRawConstantValue()!),
    ];

    [Theory]
    [InlineData("中文")]
    [InlineData("English")]
    public async Task Every_event_that_the_service_writes_has_a_name(string language)
    {
        Desk.NeedsChromium();
        var page = await desk.SignedInAsync("clerk");
        if (language == "English")
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
            await page.Locator("html[lang=en] .who").WaitForAsync();
        }
        var nameless = await page.EvaluateAsync<string[]>("async codes => { const { actionName } = await import('/core/history-words.js'); return codes.filter(code => actionName(code) === code); }", Events.Distinct().ToArray());
        Assert.Empty(nameless);
        var happenings = await page.EvaluateAsync<string[]>("async codes => { const { eventName } = await import('/core/words.js'); return codes.filter(code => eventName(code) === code); }", RecordTrialEvent.Kinds);
        Assert.Empty(happenings);
        Assert.NotEqual("public", await page.EvaluateAsync<string>("async () => (await import('/core/who.js')).nameOf('public')"));
    }

    /// <summary>So that the list above is whole: no event is written by a word that stands in no list.</summary>
    [Fact]
    public void The_service_writes_no_event_that_is_not_listed()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "src", "Triage.Api"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(files);
        var bare = files.SelectMany(file => Written().Matches(File.ReadAllText(file)).Select(found => $"{Path.GetFileName(file)}: {found.Value}")).ToList();
        Assert.Empty(bare);
    }

    [GeneratedRegex(""""(?:new HistoryEntry\(|FailAsync\(|accounts\.RunAsync\(|changes\.ApplyAsync\(|ReceiveAsync\()(?:[^;{}()]|\(\))*?"[a-z]+(?:_[a-z]+)*["]"""")]
    private static partial Regex Written();
}
