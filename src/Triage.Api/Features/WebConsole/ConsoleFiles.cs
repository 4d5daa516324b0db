using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.FileProviders;
using Triage.Api.Http;

namespace Triage.Api.Features.WebConsole;

/// <summary>Which files make up the console, and a version that changes with any of them: what its service worker keeps on the computer.</summary>
internal static class ConsoleFiles
{
    /// <summary>The libraries are large and only the leader's board needs them: they are not kept.</summary>
    private const string Libraries = "lib";

    public static void MapConsole(this WebApplication app)
    {
        var script = new Lazy<string>(() => Script(app.Environment.WebRootFileProvider));
        _ = app.MapGet("/console-files.js", (HttpResponse response) =>
        {
            response.Headers.CacheControl = "no-cache";
            return TypedResults.Text(script.Value, "text/javascript");
        }).OpenToAll().ExcludeFromDescription();
    }

    private static string Script(IFileProvider root)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        List<string> files = ["/"];
        foreach (var (path, file) in Walk(root, "").OrderBy(found => found.Path, StringComparer.Ordinal))
        {
            using var content = file.CreateReadStream();
            hash.AppendData(SHA256.HashData(content));
            if (path is not ("/index.html" or "/sw.js")) files.Add(path);
        }
        return $"self.consoleFiles = {JsonSerializer.Serialize(new { version = Convert.ToHexStringLower(hash.GetHashAndReset())[..16], files })};\n";
    }

    private static IEnumerable<(string Path, IFileInfo File)> Walk(IFileProvider root, string folder)
    {
        foreach (var entry in root.GetDirectoryContents(folder))
        {
            var path = $"{folder}/{entry.Name}";
            if (!entry.IsDirectory)
            {
                // The build lays compressed copies beside the files.
                if (!entry.Name.EndsWith(".gz", StringComparison.Ordinal) && !entry.Name.EndsWith(".br", StringComparison.Ordinal))
                    yield return (path, entry);
            }
            else if (entry.Name != Libraries)
                foreach (var inner in Walk(root, path))
                    yield return inner;
        }
    }
}
