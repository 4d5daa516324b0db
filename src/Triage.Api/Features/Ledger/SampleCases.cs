using System.Diagnostics;
using Dapper;
using Triage.Api.Data;
using Triage.Api.Tables;

namespace Triage.Api.Features.Ledger;

/// <summary>Fills an empty database with the sample court's year, so that a first visitor finds figures and not noughts. Setting Sample:Cases turns it off;
/// a court with a set-up of its own, or a database that holds anything, is left alone.</summary>
internal sealed class SampleCases(Database database, ImportLedger ledger, IConfiguration configuration, IHostEnvironment environment, ILogger<SampleCases> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "sample", "ledger.csv");
        if (!configuration.GetValue("Sample:Cases", true) || configuration["Court:Directory"] is { Length: > 0 } || environment.IsProduction() || !File.Exists(path)) return;
        var empty = await database.ReadAsync((connection, token) =>
            connection.QueryFirstOrDefaultAsync<int>(new CommandDefinition("select 1 from cases limit 1", cancellationToken: token)), cancellationToken) == 0;
        if (!empty) return;
        var clock = Stopwatch.StartNew();
        await using var file = File.OpenRead(path);
        await using var upload = await Upload.OfAsync(file, TableFormat.Csv, null, cancellationToken);
        var result = await ledger.RunAsync(TableReader.Open(upload, LedgerColumns.All), HistoryEntry.System, null, dryRun: false, null, cancellationToken, trusted: true);
        logger.LogInformation("Sample year: {Accepted} cases in {Milliseconds} ms", result.Accepted, clock.ElapsedMilliseconds);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
