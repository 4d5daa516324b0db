using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.FileProviders;
using Triage.Api.Http;

namespace Triage.Api.Features.WebConsole;

/// <summary>The console: its page, the parts of its desks, and the list of both for the service worker.</summary>
internal static class ConsoleFiles
{
    public static void MapConsole(this WebApplication app)
    {
        var site = new Current(app.Environment);
        // Joining the modules takes a moment: it is over before anybody has typed the address.
        _ = app.Lifetime.ApplicationStarted.Register(() => Task.Run(() => site.Get()));
        _ = app.MapGet("/", (HttpContext http) =>
        {
            var now = site.Get();
            http.Response.Headers.ContentSecurityPolicy = $"{http.Response.Headers.ContentSecurityPolicy}; {now.Policy}";
            return now.Page.SendAsync(http, "no-cache");
        }).OpenToAll().ExcludeFromDescription();
        _ = app.MapGet("/parts/{name}", async Task<Results<EmptyHttpResult, NotFound>> (string name, HttpContext http) =>
        {
            if (!site.Get().Parts.TryGetValue(name, out var part)) return TypedResults.NotFound();
            await part.SendAsync(http, "public, max-age=31536000, immutable");
            return TypedResults.Empty;
        }).OpenToAll().ExcludeFromDescription();
        // For the parties, where it is switched on (Http/FeatureSwitches): no part of the console, and not kept by its service worker.
        _ = app.MapGet("/progress", (HttpResponse response) =>
        {
            response.Headers.CacheControl = "no-cache";
            return TypedResults.Stream(app.Environment.WebRootFileProvider.GetFileInfo("progress/index.html").CreateReadStream(), "text/html; charset=utf-8");
        }).OpenToAll().ExcludeFromDescription();
        _ = app.MapGet("/console-files.js", (HttpContext http) => site.Get().Files.SendAsync(http, "no-cache")).OpenToAll().ExcludeFromDescription();
    }

    /// <summary>Made once; while the console is being worked on, made again after a file has changed.</summary>
    private sealed class Current(IWebHostEnvironment environment)
    {
        private readonly Lock _gate = new();
        private (DateTimeOffset Stamp, ConsoleSite Site)? _made;

        public ConsoleSite Get()
        {
            lock (_gate)
            {
                if (_made is { } made && (!environment.IsDevelopment() || made.Stamp == Stamp(environment.WebRootFileProvider, "")))
                    return made.Site;
                _made = (Stamp(environment.WebRootFileProvider, ""), ConsoleSite.Make(environment.WebRootFileProvider));
                return _made.Value.Site;
            }
        }

        private static DateTimeOffset Stamp(IFileProvider root, string folder)
        {
            var latest = DateTimeOffset.MinValue;
            foreach (var entry in root.GetDirectoryContents(folder))
            {
                var at = entry.IsDirectory ? (entry.Name is "lib" or "scalar" ? DateTimeOffset.MinValue : Stamp(root, $"{folder}/{entry.Name}")) : entry.LastModified;
                if (at > latest) latest = at;
            }
            return latest;
        }
    }
}
