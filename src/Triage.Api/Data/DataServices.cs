using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Triage.Api.Data;

internal static class DataServices
{
    /// <summary>Database, sealer, audit chain and case store, as configured in the sections Database and Keys.</summary>
    public static WebApplicationBuilder AddTriageData(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var keys = Path.GetFullPath(builder.Configuration["Keys:Directory"] ?? Path.Combine("App_Data", "keys"), builder.Environment.ContentRootPath);
        PrivateFiles.CreateDirectory(Path.GetDirectoryName(keys)!);
        PrivateFiles.CreateDirectory(keys);
        _ = services.AddDataProtection().SetApplicationName("triage").PersistKeysToFileSystem(new DirectoryInfo(keys));
        // The ring lies in a directory of its own with private permissions, away from the database; the framework's reminder on each start adds nothing.
        _ = builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

        _ = services.AddOptions<DatabaseOptions>().BindConfiguration("Database");
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => Database.Open(
            provider.GetRequiredService<IOptions<DatabaseOptions>>().Value,
            builder.Environment.ContentRootPath,
            provider.GetRequiredService<ILogger<Database>>(),
            failure => StopOn(failure, provider)));
        services.AddSingleton(provider => Sealer.LoadAsync(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<IDataProtectionProvider>(),
            provider.GetRequiredService<TimeProvider>(),
            CancellationToken.None).GetAwaiter().GetResult());
        services.AddSingleton<AuditChain>();
        _ = services.AddOptions<AuditOptions>().BindConfiguration("Audit");
        services.AddSingleton(provider => new AuditHeads(HeadsFile(provider, builder.Environment.ContentRootPath, keys)));
        services.AddSingleton<FigureTable>();
        services.AddSingleton<CaseStore>();
        return builder;
    }

    private static string HeadsFile(IServiceProvider provider, string contentRoot, string keys) =>
        provider.GetRequiredService<IOptions<AuditOptions>>().Value.HeadsFile is { Length: > 0 } configured ? Path.GetFullPath(configured, contentRoot)
        : provider.GetRequiredService<Database>().File is { } file ? file + ".audit-heads"
        : Path.Combine(Path.GetDirectoryName(keys)!, "audit-heads");

    /// <summary>The disk lied once: leave, so that a supervisor or an operator decides, and nothing more is acknowledged.</summary>
    private static void StopOn(StorageFailedException failure, IServiceProvider provider)
    {
        provider.GetRequiredService<ILogger<Database>>().LogCritical(failure, "The database failed; the service stops");
        Environment.ExitCode = 1;
        provider.GetRequiredService<IHostApplicationLifetime>().StopApplication();
    }
}
