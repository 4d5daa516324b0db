using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Triage.Api.Data;

/// <summary>The connection that alone writes, and on SQLite alone checkpoints.</summary>
internal sealed class WriterSession(DbDataSource source, DatabaseProvider provider, Func<DbDataSource, DbConnection> open) : IDisposable
{
    /// <summary>A long checkpoint holds up the next batch, many small ones cost an fsync each.</summary>
    private const int UnitsBetweenCheckpoints = 4000, UnitsBeforeIdleCheckpoint = 400;

    /// <summary>Pages kept in memory, as SQLite counts them: kibibytes, negative. A turn of an import touches more pages than the ordinary cache holds; what does not fit is written and read again and again.</summary>
    public const int Cache = -16_384, BulkCache = -32_768;
    private const int BulkUnits = 500;

    // Several processes may share a PostgreSQL: one batch at a time over all of them keeps numbers and the audit chain consecutive.
    private static readonly PreparedSql BeginSqlite = new("begin immediate; savepoint unit");
    private static readonly PreparedSql BeginPostgresql = new(
        "begin; select pg_advisory_xact_lock(hashtext('triage'), hashtext(current_schema())); savepoint unit");
    private static readonly PreparedSql NextSavepoint = new("release savepoint unit; savepoint unit");
    private static readonly PreparedSql RollbackUnit = new("rollback to savepoint unit");
    // Without the savepoint that a unit alone in its transaction does not need: since a savepoint SQLite keeps every page that changes as it was, in memory.
    private static readonly PreparedSql BeginAlone = new("begin immediate");
    private static readonly PreparedSql CommitAlone = new("commit");
    private static readonly PreparedSql RollbackAlone = new("rollback");
    // The release first: PostgreSQL answers the commit of an aborted transaction with a silent rollback, but refuses its release.
    private static readonly PreparedSql Commit = new("release savepoint unit; commit");

    private DbConnection? _connection;
    private PreparedCommands? _prepared;
    private int _unitsSinceCheckpoint;
    private bool _bulk, _withoutSavepoint;

    public bool InTransaction => _connection switch
    {
        SqliteConnection sqlite => raw.sqlite3_get_autocommit(sqlite.Handle) == 0,
        { } other => other.State == System.Data.ConnectionState.Open,
        null => false,
    };

    public WriteUnit NewUnit(Func<bool> othersWait) => new(_connection!, _prepared!, provider, othersWait);

    /// <param name="alone">One unit that shares the transaction with no other.</param>
    public async Task BeginAsync(bool alone)
    {
        Open();
        _withoutSavepoint = alone && provider == DatabaseProvider.Sqlite;
        _ = await RunAsync(_withoutSavepoint ? BeginAlone : provider == DatabaseProvider.Sqlite ? BeginSqlite : BeginPostgresql);
    }

    public Task<int> NextAsync() => RunAsync(NextSavepoint);

    public Task<int> UndoAsync() => RunAsync(_withoutSavepoint ? RollbackAlone : RollbackUnit);

    public Task<int> CommitAsync() => !_withoutSavepoint ? RunAsync(Commit) : InTransaction ? RunAsync(CommitAlone) : Task.FromResult(0);

    public void Open()
    {
        if (_connection is not null) return;
        _connection = open(source);
        _prepared = new PreparedCommands(_connection, provider);
    }

    /// <summary>Ends what is left of a failed transaction. A PostgreSQL connection is thrown away and opened anew.</summary>
    /// <returns>False where the database does not even roll back.</returns>
    public bool TryRecover()
    {
        if (provider == DatabaseProvider.Postgresql)
        {
            Close();
            return true;
        }
        try
        {
            if (InTransaction) Execute("rollback");
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    /// <summary>Moves what is in the WAL into the file when it pays: after many writes, or after some while nobody waits.</summary>
    public void Maintain(int units, bool idle)
    {
        if (provider == DatabaseProvider.Sqlite && _bulk != units >= BulkUnits)
        {
            _bulk = !_bulk;
            Execute(_bulk ? $"pragma cache_size={BulkCache}" : $"pragma cache_size={Cache}; pragma shrink_memory");
        }
        _unitsSinceCheckpoint += units;
        if (provider != DatabaseProvider.Sqlite || _unitsSinceCheckpoint < (idle ? UnitsBeforeIdleCheckpoint : UnitsBetweenCheckpoints)) return;
        _unitsSinceCheckpoint = 0;
        Execute("pragma wal_checkpoint(passive)");
    }

    public void Dispose() => Close();

    private Task<int> RunAsync(PreparedSql sql) => _prepared!.Bind(sql, []).ExecuteNonQueryAsync();

    private void Execute(string sql)
    {
        using var command = _connection!.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }

    private void Close()
    {
        _prepared?.Dispose();
        _connection?.Dispose();
        _prepared = null;
        _connection = null;
    }
}
