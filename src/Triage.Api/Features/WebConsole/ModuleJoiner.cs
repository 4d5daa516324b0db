using System.Text;
using System.Text.RegularExpressions;

namespace Triage.Api.Features.WebConsole;

/// <summary>Joins ES modules that import one another into few scripts: on a line of 300 ms every module of its own would be a wait of its own.</summary>
/// <remarks>Each module becomes a function that gives its exports, entered in the table of wwwroot/joined.js and run at its first use. Only the forms of import and export
/// that the console uses are read; any other form is an error here and not a surprise in the browser.</remarks>
internal sealed partial class ModuleJoiner(Func<string, string> read)
{
    private readonly Dictionary<string, Module> _modules = new(StringComparer.Ordinal);

    /// <summary>The module and all it imports, what is needed first in front.</summary>
    public IReadOnlyList<string> Closure(string entry)
    {
        List<string> ordered = [];
        Visit(entry, [], ordered);
        return ordered;
    }

    /// <summary>What these modules import only when it is asked for.</summary>
    public IReadOnlyList<string> Later(IEnumerable<string> modules) => [.. modules.SelectMany(m => Find(m).Later).Distinct(StringComparer.Ordinal)];

    public string Join(IEnumerable<string> modules)
    {
        var script = new StringBuilder();
        foreach (var name in modules)
            _ = script.Append("$('").Append(name).Append("',($need,$load)=>{'use strict';\n").Append(Find(name).Script).Append("});\n");
        return script.ToString();
    }

    private void Visit(string name, List<string> way, List<string> ordered)
    {
        if (way.Contains(name)) throw new InvalidDataException($"The console's modules import one another in a circle: {string.Join(" → ", [.. way, name])}.");
        if (ordered.Contains(name)) return;
        foreach (var needed in Find(name).Imports)
            Visit(needed, [.. way, name], ordered);
        ordered.Add(name);
    }

    private Module Find(string name)
    {
        if (!_modules.TryGetValue(name, out var module))
            _modules[name] = module = Read(name, read(name));
        return module;
    }

    private static Module Read(string name, string text)
    {
        List<string> imports = [], later = [], given = [];
        text = Remark().Replace(text, "");
        text = Import().Replace(text, m =>
        {
            var from = Resolve(name, m.Groups["from"].Value);
            imports.Add(from);
            return m.Groups["all"] is { Success: true } all ? $"const {all.Value} = $need('{from}');"
                : m.Groups["names"] is { Success: true } names ? $"const {{{Renamed().Replace(names.Value, ": ")}}} = $need('{from}');"
                : $"$need('{from}');";
        });
        text = DynamicImport().Replace(text, m =>
        {
            var from = Resolve(name, m.Groups["from"].Value);
            if (from.StartsWith("lib/", StringComparison.Ordinal)) return $"import('/{from}')";
            later.Add(from);
            return $"$load('{from}')";
        });
        text = ExportedDeclaration().Replace(text, m =>
        {
            given.Add(m.Groups["name"].Value);
            return m.Groups["declaration"].Value;
        });
        text = ExportList().Replace(text, m =>
        {
            given.AddRange(m.Groups["names"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            return "";
        });
        if (Unread().Match(text) is { Success: true } unread)
            throw new InvalidDataException($"wwwroot/{name}: “{unread.Value.Trim()}” is a form that the joiner does not read.");
        if (text.Contains("</script", StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException($"wwwroot/{name}: the text would end the script that it stands in.");
        return new Module(imports, later, $"{BlankLines().Replace(text, "\n").Trim()}\nreturn {{{string.Join(", ", given)}}};\n");
    }

    /// <summary>core/api.js, ./lang.js → core/lang.js</summary>
    private static string Resolve(string module, string from)
    {
        var path = new Uri(new Uri("http://console/" + module), from).AbsolutePath.TrimStart('/');
        return path;
    }

    [GeneratedRegex(@"^import\s+(?:(?:\{(?<names>[^}]*)\}|\*\s+as\s+(?<all>\w+))\s+from\s+)?'(?<from>[^']+)';", RegexOptions.Multiline)]
    private static partial Regex Import();

    [GeneratedRegex(@"\s+as\s+")]
    private static partial Regex Renamed();

    [GeneratedRegex(@"\bimport\('(?<from>[^']+)'\)")]
    private static partial Regex DynamicImport();

    [GeneratedRegex(@"^export\s+(?<declaration>(?:const|class|function|async\s+function)\s+(?<name>\w+))", RegexOptions.Multiline)]
    private static partial Regex ExportedDeclaration();

    [GeneratedRegex(@"^export\s*\{(?<names>[\w\s,]*)\};", RegexOptions.Multiline)]
    private static partial Regex ExportList();

    /// <summary>A variable that others may see change, a default, a name from elsewhere, a wait at the top.</summary>
    [GeneratedRegex(@"^(?:import\b|export\b|await\b).*", RegexOptions.Multiline)]
    private static partial Regex Unread();

    /// <summary>Whole lines of remarks: written for whoever changes the console, not for the line.</summary>
    [GeneratedRegex(@"^[ \t]*//.*$|^[ \t]*/\*\*(?:[^*]|\*(?!/))*\*/[ \t]*$", RegexOptions.Multiline)]
    private static partial Regex Remark();

    [GeneratedRegex(@"\n\s*\n+")]
    private static partial Regex BlankLines();

    private sealed record Module(IReadOnlyList<string> Imports, IReadOnlyList<string> Later, string Script);
}
