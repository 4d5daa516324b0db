using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Triage.Api.Http;

/// <summary>Behind a proxy that ends TLS the request itself knows neither the person's address nor that the line was https. Only a proxy that the court has named is believed when it says so.</summary>
internal static class Proxies
{
    public const string Setting = "Proxy:Addresses";

    /// <exception cref="InvalidOperationException">The setting names something that is neither an address nor a network.</exception>
    public static void UseProxies(this WebApplication app)
    {
        var named = (app.Configuration[Setting] ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (named.Length == 0) return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var one in named)
            if (IPAddress.TryParse(one, out var address)) options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(one, out var network)) options.KnownIPNetworks.Add(network);
            else throw new InvalidOperationException($"Proxy__Addresses 中的“{one}”不是 IP 地址，也不是网段。");
        _ = app.UseForwardedHeaders(options);
    }
}
