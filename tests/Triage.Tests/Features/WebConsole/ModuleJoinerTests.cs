using Microsoft.Extensions.FileProviders;
using Triage.Api.Features.WebConsole;
using Triage.Tests.Support;

namespace Triage.Tests.Features.WebConsole;

public sealed class ModuleJoinerTests
{
    private static ModuleJoiner Over(params (string Name, string Text)[] modules) => new(path => modules.Single(m => m.Name == path).Text);

    [Fact]
    public void What_is_needed_first_comes_first_and_only_once() =>
        Assert.Equal(["core/a.js", "core/b.js", "shell.js"], Over(
            ("shell.js", "import { b } from './core/b.js';\nimport { a } from './core/a.js';\n"),
            ("core/b.js", "import { a } from './a.js';\nexport const b = a;\n"),
            ("core/a.js", "export const a = 1;\n")).Closure("shell.js"));

    [Fact]
    public void Every_form_of_import_and_export_that_the_console_uses_is_rewritten()
    {
        var joiner = Over(
            ("m.js", "// a remark\nimport { one as uno, two } from './n.js';\nimport * as n from './n.js';\n\n/** said */\nexport async function f() { return import('./later.js'); }\nexport class C {}\nconst inner = 1;\nexport { inner };\nexport const chart = () => import('./lib/chart.js');\n"),
            ("n.js", "export const one = 1;\nexport function two() {}\n"));
        Assert.Equal("""
            $('m.js',($need,$load)=>{'use strict';
            const { one: uno, two } = $need('n.js');
            const n = $need('n.js');
            async function f() { return $load('later.js'); }
            class C {}
            const inner = 1;
            const chart = () => import('/lib/chart.js');
            return {f, C, chart, inner};
            });

            """.ReplaceLineEndings("\n"), joiner.Join(["m.js"]));
        Assert.Equal(["later.js"], joiner.Later(["m.js"]));
    }

    [Theory]
    [InlineData("export let x = 1;\n")]
    [InlineData("export default 1;\n")]
    [InlineData("export * from './n.js';\n")]
    [InlineData("await something();\n")]
    public void A_form_that_is_not_read_stops_the_start_and_not_the_browser(string text) =>
        Assert.Throws<InvalidDataException>(() => Over(("m.js", text), ("n.js", "")).Join(["m.js"]));

    [Fact]
    public void Modules_in_a_circle_are_refused_with_the_way_round() =>
        Assert.Contains("a.js → b.js → a.js", Assert.Throws<InvalidDataException>(() => Over(("a.js", "import { b } from './b.js';\n"), ("b.js", "import { a } from './a.js';\n")).Closure("a.js")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_console_itself_is_joined_and_stays_light()
    {
        using var root = new PhysicalFileProvider(Path.Combine(Repository.Root, "src", "Triage.Api", "wwwroot"));
        var site = ConsoleSite.Make(root);
        Assert.InRange(site.Page.Length, 10_000, 40_000);
        Assert.All(site.Parts, part => Assert.InRange(part.Value.Length, 500, 28_000));
        Assert.InRange(Assert.Single(site.Parts, part => part.Key.StartsWith("case.", StringComparison.Ordinal)).Value.Length, 5_000, 21_000);
        // Everything that a browser will ever fetch of the console, charts apart, the modules that several desks carry counted each time: 300 kB are allowed for the first load alone.
        Assert.InRange(site.Page.Length + site.Parts.Values.Sum(part => part.Length), 40_000, 240_000);
        Assert.DoesNotContain("'unsafe-inline'", site.Policy, StringComparison.Ordinal);
    }
}
