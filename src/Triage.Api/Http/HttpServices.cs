using System.IO.Compression;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;
using Triage.Api.Http.Accounts;

namespace Triage.Api.Http;

/// <summary>Everything that is the same for all endpoints: JSON, problems, sessions, roles, limits, headers, OpenAPI, health.</summary>
internal static class HttpServices
{
    public const string SignInPolicy = "sign_in", PublicQueryPolicy = "public_query";

    /// <summary>Ten times the longest narrative that the contract allows, in any script.</summary>
    private const long LargestBody = 1 << 20;

    /// <remarks>A <see cref="UserDirectory"/> and a <see cref="SignInPolicy"/> are registered by the caller: they belong to the court's set-up.</remarks>
    public static WebApplicationBuilder AddTriageHttp(this WebApplicationBuilder builder)
    {
        // 国标 GB 18030 text arrives from older court systems.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        // The framework writes whole addresses, with their queries, at Information.
        _ = builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        _ = builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });

        var services = builder.Services;
        _ = services.ConfigureHttpJsonOptions(json => StrictJson.Configure(json.SerializerOptions));
        // Thrown in every environment, so that the problem can name the field (ProblemHandler).
        _ = services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        _ = services.AddExceptionHandler<ProblemHandler>().AddProblemDetails();
        _ = services.AddOptions<SessionOptions>().BindConfiguration("Session");
        _ = services.AddOptions<FeatureSwitches>().BindConfiguration("Features");
        _ = services.AddOptions<PublicQueryOptions>().BindConfiguration("PublicQuery");
        _ = services.AddSingleton<Keepers>().AddSingleton<Sessions>().AddSingleton<Credentials>().AddSingleton<SecondFactors>().AddSingleton<Idempotency>().AddSingleton<StorageChecks>();
        _ = services.AddHostedService<Housekeeping>().AddSingleton<AuditKeeper>().AddHostedService(provider => provider.GetRequiredService<AuditKeeper>()).AddHostedService<MalformedRequests>();
        _ = services.AddAuthentication(SessionAuthentication.SchemeName).AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.SchemeName, null);
        _ = services.AddAuthorizationBuilder().SetFallbackPolicy(Access.DenyByDefault);
        _ = services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefused>();
        _ = services.AddRateLimiter(LimitTheDoor);
        _ = services.AddResponseCompression(options => options.EnableForHttps = true);
        // The fastest Brotli makes larger answers than gzip; this one costs a millisecond and saves the village line a third.
        _ = services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        _ = services.AddTriageOpenApi();
        return builder;
    }

    public static WebApplication UseTriageHttp(this WebApplication app)
    {
        app.UseProxies();
        _ = app.Use((context, next) => SecurityHeaders.InvokeAsync(context, next.Invoke));
        _ = app.UseExceptionHandler();
        _ = app.UseStatusCodePages(ProblemHandler.OfStatusAsync);
        if (!app.Environment.IsDevelopment()) _ = app.UseHsts();
        _ = app.Use((context, next) => RequestGuard.InvokeAsync(context, next.Invoke));
        _ = app.Use((context, next) => FeatureSwitches.InvokeAsync(context, next.Invoke));
        // Behind a slow village line: text is a quarter as long, and what has not changed is not sent again.
        _ = app.UseResponseCompression();
        _ = app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache" });
        _ = app.UseRouting();
        _ = app.UseAuthentication();
        _ = app.Use((context, next) => UnfinishedSessions.InvokeAsync(context, next.Invoke));
        _ = app.UseRateLimiter();
        _ = app.UseAuthorization();
        app.MapHealth();
        app.MapApiReference();
        return app;
    }

    private static void LimitTheDoor(RateLimiterOptions limiter)
    {
        _ = limiter.AddPolicy(SignInPolicy, context => RateLimitPartition.GetTokenBucketLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = context.RequestServices.GetRequiredService<IOptions<SessionOptions>>().Value.SignInBurst,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }));
        _ = limiter.AddPolicy(PublicQueryPolicy, context => RateLimitPartition.GetTokenBucketLimiter(context.Connection.RemoteIpAddress?.ToString() ?? "", _ => AddressLimit(context)));
        limiter.OnRejected = (context, _) => new ValueTask(
            new Problem(new Domain.Refusal(ProblemCodes.TooManyRequests, "请稍后再试。", "Try again shortly."))
            {
                RetryAfter = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1),
            }.ExecuteAsync(context.HttpContext));
    }
    private static TokenBucketRateLimiterOptions AddressLimit(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<PublicQueryOptions>>().Value;
        return new TokenBucketRateLimiterOptions { TokenLimit = options.AddressBurst, TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromSeconds(options.AddressSeconds), QueueLimit = 0 };
    }
}
