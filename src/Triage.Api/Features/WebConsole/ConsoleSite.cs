using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.FileProviders;

namespace Triage.Api.Features.WebConsole;

/// <summary>The console as it is sent: one page that carries its style and its first scripts, and one part for each desk. Made from the plain modules of wwwroot, which a browser can also open as they are (/index.html).</summary>
/// <remarks>On a line of 1 Mbit/s and 300 ms a round trip costs as much as 37 kB. The first answer therefore holds all that signing in needs, and asks at once for the desk and its figures.</remarks>
internal sealed class ConsoleSite
{
    private const string Head = "begin.js", Entry = "shell.js", Runtime = "joined.js";
    private const string StyleLine = """<link rel="stylesheet" href="console.css">""";
    private const string HeadLine = $"""<script type="module" src="{Head}"></script>""";
    private const string EntryLine = $"""<script type="module" src="{Entry}"></script>""";

    private ConsoleSite(PreparedAnswer page, string policy, IReadOnlyDictionary<string, PreparedAnswer> parts, PreparedAnswer files) =>
        (Page, Policy, Parts, Files) = (page, policy, parts, files);

    public PreparedAnswer Page { get; }

    /// <summary>What the scripts and the style inside the page are allowed by: their hashes, and nothing else inline.</summary>
    public string Policy { get; }

    /// <summary>By the name under which they are asked for, which holds their hash.</summary>
    public IReadOnlyDictionary<string, PreparedAnswer> Parts { get; }

    /// <summary>For the service worker: what to keep, and a version that changes with any of it.</summary>
    public PreparedAnswer Files { get; }

    public static ConsoleSite Make(IFileProvider root)
    {
        var joiner = new ModuleJoiner(path => Text(root, path));
        var first = joiner.Closure(Head);
        var shell = joiner.Closure(Entry).Except(first, StringComparer.Ordinal).ToArray();
        var known = new HashSet<string>([.. first, .. shell], StringComparer.Ordinal);

        SortedDictionary<string, PreparedAnswer> parts = new(StringComparer.Ordinal);
        SortedDictionary<string, string> addresses = new(StringComparer.Ordinal);
        var waiting = new Queue<string>(joiner.Later(known));
        while (waiting.TryDequeue(out var desk))
        {
            if (addresses.ContainsKey(desk)) continue;
            var modules = joiner.Closure(desk).Where(module => !known.Contains(module)).ToArray();
            var part = new PreparedAnswer(joiner.Join(modules), "text/javascript; charset=utf-8");
            var name = $"{Path.GetFileNameWithoutExtension(desk)}.{part.Hash}.js";
            parts[name] = part;
            addresses[desk] = $"/parts/{name}";
            foreach (var later in joiner.Later(modules)) waiting.Enqueue(later);
        }

        var style = Text(root, "console.css");
        var head = $"{Text(root, Runtime)}({JsonSerializer.Serialize(addresses)});\n{joiner.Join(first)}$.need('{Head}');\n";
        var body = $"{joiner.Join(shell)}$.need('{Entry}');\n";
        var page = new PreparedAnswer(
            Put(Put(Put(Text(root, "index.html"), StyleLine, $"<style>{style}</style>"), HeadLine, $"<script>{head}</script>"), EntryLine, $"<script>{body}</script>"), "text/html; charset=utf-8");

        var version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(page.Hash + string.Join(' ', parts.Keys))))[..16];
        var list = $"self.consoleFiles = {JsonSerializer.Serialize(new { version, files = (string[])["/", "/mark.svg", .. addresses.Values] })};\n";
        var policy = string.Create(CultureInfo.InvariantCulture, $"script-src 'self' {HashOf(head)} {HashOf(body)}; style-src 'self' {HashOf(style)}");
        return new ConsoleSite(page, policy, parts, new PreparedAnswer(list, "text/javascript; charset=utf-8"));
    }

    private static string Put(string page, string line, string instead) =>
        page.Contains(line, StringComparison.Ordinal) ? page.Replace(line, instead, StringComparison.Ordinal) : throw new InvalidDataException($"wwwroot/index.html lacks the line {line}");

    private static string HashOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string Text(IFileProvider root, string path)
    {
        using var reader = new StreamReader(root.GetFileInfo(path).CreateReadStream(), Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
