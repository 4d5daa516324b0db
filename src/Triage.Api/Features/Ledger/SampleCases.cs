using System.Diagnostics;
using Dapper;
using Triage.Api.Data;
using Triage.Api.Tables;

namespace Triage.Api.Features.Ledger;

/// <summary>Fills an empty database with the sample court's year, so that a first visitor finds figures and not noughts. Setting Sample:Cases turns it off;
/// a court with a set-up of its own, or a database that holds anything, is left alone.</summary>
internal sealed class SampleCases(Database database, ImportLedger ledger, IConfiguration configuration, IHostEnvironment environment, ILogger<SampleCases> logger) : IHostedService
{
    private const string Loaded = "sample_year";

    /// <summary>Before the first request is answered, so that nobody sees half a year. A start that was cut off goes on at the next one: a number that is there already is not taken twice.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "sample", "ledger.csv");
        if (!configuration.GetValue("Sample:Cases", true) || configuration["Court:Directory"] is { Length: > 0 } || environment.IsProduction() || !File.Exists(path)) return;
        var (known, empty) = await database.ReadAsync(async (connection, token) => (
            await connection.QueryFirstOrDefaultAsync<string>(new CommandDefinition("select value from settings where name = @Loaded", new { Loaded }, cancellationToken: token)),
            await connection.QueryFirstOrDefaultAsync<int>(new CommandDefinition("select 1 from cases limit 1", cancellationToken: token)) == 0), cancellationToken);
        if (known == "done" || (known is null && !empty)) return;
        await MarkAsync("begun", cancellationToken);
        var clock = Stopwatch.StartNew();
        await using var file = File.OpenRead(path);
        await using var upload = await Upload.OfAsync(file, TableFormat.Csv, null, cancellationToken);
        var result = new ImportResult();
        await ledger.RunAsync(TableReader.Open(upload, LedgerColumns.All), result, HistoryEntry.System, null, null, cancellationToken, trusted: true);
        await MarkAsync("done", cancellationToken);
        logger.LogInformation("Sample year: {Accepted} cases in {Milliseconds} ms", result.Accepted, clock.ElapsedMilliseconds);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task<int> MarkAsync(string value, CancellationToken ct) => database.WriteAsync(unit => unit.ExecuteAsync(
        "insert into settings (name, value) values (@Loaded, @value) on conflict (name) do update set value = excluded.value", new { Loaded, value }), ct);
}
