using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Domain.Metrics;

namespace Triage.Tests.Data;

/// <summary>A database of its own for one test: a file in a temporary folder, or a schema of the PostgreSQL that TRIAGE_TEST_POSTGRES names.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    public const string PostgresVariable = "TRIAGE_TEST_POSTGRES";

    private readonly Place _place;

    private TestDatabase(Place place, DatabaseOptions options)
    {
        _place = place;
        Options = options;
        Database = Database.Open(options, place.Folder, NullLogger.Instance);
        Sealer = new Sealer(Master);
        Audit = new AuditChain(Sealer);
        Figures = new FigureTable(() => new WorkingCalendar([]), new FigurePeriods(new(7, Rolls: true), new(30, Rolls: true), new(30, Rolls: false), new HashSet<string> { "婚姻无效纠纷" }));
        Cases = new CaseStore(Sealer, Audit, Figures);
    }

    public static byte[] Master { get; } = RandomNumberGenerator.GetBytes(32);

    public static TheoryData<string> Providers => ["sqlite", "postgresql"];

    public DatabaseOptions Options { get; }
    public string Folder => _place.Folder;
    public Database Database { get; private set; }
    public Sealer Sealer { get; }
    public AuditChain Audit { get; }
    public FigureTable Figures { get; }
    public CaseStore Cases { get; }

    public static TestDatabase Create(string provider, Func<DatabaseOptions, DatabaseOptions>? change = null)
    {
        var place = Place.Of(provider);
        return new TestDatabase(place, change is null ? place.Options : change(place.Options));
    }

    /// <summary>Runs one unit that only writes.</summary>
    public Task<int> Write(string sql, object? values = null) => Database.WriteAsync(unit => unit.ExecuteAsync(sql, values), TestContext.Current.CancellationToken);

    public Task<T?> Read<T>(string sql, object? values = null) =>
        Database.ReadAsync((connection, _) => Dapper.SqlMapper.QueryFirstOrDefaultAsync<T>(connection, sql, values), TestContext.Current.CancellationToken);

    /// <summary>As after a restart of the service.</summary>
    public async Task Reopen()
    {
        await Database.DisposeAsync();
        Database = Database.Open(Options, Folder, NullLogger.Instance);
    }

    public static CourtCase NewCase(string id = "case-1", string name = "李波", CaseState state = CaseState.InTriage) => new()
    {
        Id = id,
        State = state,
        Regime = "REGISTER_FIRST_2025",
        Tribunal = "dongzhuang",
        Channel = Channel.Counter,
        ReceivedOn = new DateOnly(2026, 11, 16),
        Parties =
        [
            new Party { Role = PartyRole.Plaintiff, Name = name, IdNumber = "110105194912310021", Phone = "13912345678" },
            new Party { Role = PartyRole.Defendant, Name = "李强" },
        ],
        Narrative = "去年秋天他家浇水把我家的地冲了，找了几次都不肯赔。",
        CreatedAt = new DateTimeOffset(2026, 11, 16, 9, 30, 0, TimeSpan.FromHours(8)),
    };

    public static HistoryEntry Entry(string action = "received", CourtCase? before = null) =>
        new(new DateTimeOffset(2026, 11, 16, 9, 30, 0, TimeSpan.FromHours(8)), "clerk", Role.Clerk, action) { Before = before };

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Sealer.Dispose();
        _place.Dispose();
    }

    /// <summary>Where one test keeps its data: a temporary folder, and on PostgreSQL a schema. Gone when disposed.</summary>
    internal sealed record Place(string Folder, DatabaseOptions Options, string? Schema) : IDisposable
    {
        /// <param name="provider">sqlite, or postgresql: skipped where TRIAGE_TEST_POSTGRES names no server.</param>
        public static Place Of(string provider)
        {
            var (options, schema) = provider == "sqlite" ? (new DatabaseOptions(), null) : OnPostgres();
            return new Place(Directory.CreateTempSubdirectory("triage-test-").FullName, options, schema);
        }

        public void Dispose()
        {
            Directory.Delete(Folder, recursive: true);
            if (Schema is null) return;
            using var connection = new NpgsqlConnection(Environment.GetEnvironmentVariable(PostgresVariable));
            connection.Open();
            _ = Dapper.SqlMapper.Execute(connection, $"drop schema {Schema} cascade");
        }
    }

    private static (DatabaseOptions, string?) OnPostgres()
    {
        var server = Environment.GetEnvironmentVariable(PostgresVariable);
        if (string.IsNullOrEmpty(server))
            Assert.Skip($"PostgreSQL tests need a server: set {PostgresVariable} to a connection string, or run .ci/run, which starts one.");
        var schema = "test_" + Guid.NewGuid().ToString("n");
        using var connection = new NpgsqlConnection(server);
        connection.Open();
        _ = Dapper.SqlMapper.Execute(connection, $"create schema {schema}");
        var builder = new NpgsqlConnectionStringBuilder(server) { SearchPath = schema, Pooling = true, MaxPoolSize = 10 };
        return (new DatabaseOptions { Provider = DatabaseProvider.Postgresql, ConnectionString = builder.ConnectionString }, schema);
    }
}
