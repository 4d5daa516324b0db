using System.Data.Common;
using System.Threading.Channels;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Triage.Api.Data;

/// <summary>The one database of the service: many readers, one writer that commits in groups, the same for both providers.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly DbDataSource _readSource;
    private readonly DbDataSource _writeSource;
    private readonly GroupCommit _writer;
    private readonly FileStream? _lock;
    /// <summary>SQLite: connections of our own. Its driver's pool can lend one handle to two owners (dotnet/efcore#39008).</summary>
    private readonly Channel<DbConnection>? _readers;

    private Database(DatabaseOptions options, string? file, FileStream? fileLock, DbDataSource readSource, DbDataSource writeSource, WriterSession session,
        Action<StorageFailedException> onFailure)
    {
        Provider = options.Provider;
        File = file;
        _lock = fileLock;
        _readSource = readSource;
        _writeSource = writeSource;
        if (Provider == DatabaseProvider.Sqlite)
        {
            _readers = Channel.CreateUnbounded<DbConnection>();
            for (var i = 0; i < options.Readers; i++) _ = _readers.Writer.TryWrite(OpenSqlite(readSource, SqliteReader));
        }
        _writer = new GroupCommit(session, options, onFailure);
    }

    public DatabaseProvider Provider { get; }

    /// <summary>The SQLite file; null on PostgreSQL.</summary>
    public string? File { get; }

    /// <summary>Why the writer stopped; null while it works.</summary>
    public StorageFailedException? Failure => _writer.Failure;

    private const string SqliteCommon = "pragma trusted_schema=off; pragma cell_size_check=on; pragma temp_store=memory;";
    private static readonly string SqliteWriter = SqliteCommon + $"pragma journal_mode=wal; pragma synchronous=full; pragma wal_autocheckpoint=0; pragma cache_size={WriterSession.Cache};";
    private const string SqliteReader = SqliteCommon + "pragma query_only=on; pragma wal_autocheckpoint=0;";

    /// <summary>Opens, locks and migrates. Nothing else may open the file for writing while the result lives.</summary>
    /// <exception cref="InvalidOperationException">Another process holds the file, or the schema is newer or altered.</exception>
    public static Database Open(DatabaseOptions options, string contentRoot, ILogger logger, Action<StorageFailedException>? onFailure = null)
    {
        DapperSetup.Register();
        return options.Provider == DatabaseProvider.Sqlite
            ? OpenSqliteDatabase(options, contentRoot, logger, onFailure ?? (_ => { }))
            : OpenPostgresql(options, logger, onFailure ?? (_ => { }));
    }

    public async Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> query, CancellationToken ct)
    {
        if (_readers is null)
        {
            try
            {
                await using var connection = await _readSource.OpenConnectionAsync(ct);
                return await query(connection, ct);
            }
            catch (NpgsqlException exception) when (StorageFault.Classify(exception) is { } fault)
            {
                throw fault;
            }
        }
        var own = await _readers.Reader.ReadAsync(ct);
        try
        {
            return await query(own, ct);
        }
        finally
        {
            _ = _readers.Writer.TryWrite(own);
        }
    }

    /// <summary>Runs the work in a shared transaction; the task ends when its result is on disk.</summary>
    /// <remarks>An exception or <see cref="WriteUnit.Discard"/> undoes this work alone. Once begun, the work is not cancelled: a client that went away may come back and ask with the same key.</remarks>
    /// <exception cref="StorageException">Nothing was kept.</exception>
    public Task<T> WriteAsync<T>(Func<WriteUnit, Task<T>> work, CancellationToken ct) => _writer.Enqueue(work, alone: false, ct);

    /// <summary>The same for many rows: what others write is in other transactions, before or after.</summary>
    public Task<T> WriteAloneAsync<T>(Func<WriteUnit, Task<T>> work, CancellationToken ct) => _writer.Enqueue(work, alone: true, ct);

    /// <summary>A consistent copy of the whole SQLite database; copying the file itself would lose what is in its log.</summary>
    public async Task BackupAsync(string target, CancellationToken ct)
    {
        if (File is null) throw new NotSupportedException("Back PostgreSQL up with pg_dump.");
        await using var connection = OpenSqlite(_readSource, SqliteCommon);
        _ = await connection.ExecuteAsync(new CommandDefinition("vacuum into @target", new { target }, cancellationToken: ct));
        PrivateFiles.Restrict(target);
    }

    public async ValueTask DisposeAsync()
    {
        _writer.Dispose();
        if (_readers is not null)
        {
            _ = _readers.Writer.TryComplete();
            await foreach (var connection in _readers.Reader.ReadAllAsync()) await connection.DisposeAsync();
        }
        await _readSource.DisposeAsync();
        await _writeSource.DisposeAsync();
        if (_lock is not null) await _lock.DisposeAsync();
    }

    private static Database OpenSqliteDatabase(DatabaseOptions options, string contentRoot, ILogger logger, Action<StorageFailedException> onFailure)
    {
        SystemSqlite.Report(logger, SystemSqlite.Use());
        var asked = new SqliteConnectionStringBuilder(options.ConnectionString ?? "");
        var file = Path.GetFullPath(asked.DataSource.Length == 0 ? Path.Combine("App_Data", "triage.db") : asked.DataSource, contentRoot);
        PrivateFiles.CreateDirectory(Path.GetDirectoryName(file)!);
        var fileLock = TakeLock(file + ".lock");
        try
        {
            var common = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, ForeignKeys = true };
            var writeSource = SqliteFactory.Instance.CreateDataSource(new SqliteConnectionStringBuilder(common.ToString()) { Mode = SqliteOpenMode.ReadWriteCreate }.ToString());
            var readSource = SqliteFactory.Instance.CreateDataSource(new SqliteConnectionStringBuilder(common.ToString()) { Mode = SqliteOpenMode.ReadOnly }.ToString());
            var session = new WriterSession(writeSource, DatabaseProvider.Sqlite, source => OpenSqlite(source, SqliteWriter));
            using (var connection = OpenSqlite(writeSource, SqliteWriter)) Migrator.Run(connection, DatabaseProvider.Sqlite, logger);
            PrivateFiles.Restrict(file);
            session.Open();
            return new Database(options, file, fileLock, readSource, writeSource, session, onFailure);
        }
        catch
        {
            fileLock.Dispose();
            throw;
        }
    }

    private static Database OpenPostgresql(DatabaseOptions options, ILogger logger, Action<StorageFailedException> onFailure)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            throw new InvalidOperationException("Database:Provider 为 postgresql 时必须给出 Database:ConnectionString。");
        var builder = new NpgsqlConnectionStringBuilder(options.ConnectionString) { ApplicationName = "triage", MaxAutoPrepare = 64, AutoPrepareMinUsages = 2 };
        var asked = builder.Options;
        builder.Options = $"{asked} -c synchronous_commit=on".Trim();
        var writeSource = NpgsqlDataSource.Create(builder.ConnectionString);
        builder.Options = $"{asked} -c default_transaction_read_only=on".Trim();
        var readSource = NpgsqlDataSource.Create(builder.ConnectionString);
        var session = new WriterSession(writeSource, DatabaseProvider.Postgresql, source => source.OpenConnection());
        using (var connection = writeSource.OpenConnection()) Migrator.Run(connection, DatabaseProvider.Postgresql, logger);
        session.Open();
        return new Database(options, null, null, readSource, writeSource, session, onFailure);
    }

    private static DbConnection OpenSqlite(DbDataSource source, string pragmas)
    {
        var connection = source.OpenConnection();
        _ = connection.Execute(pragmas);
        return connection;
    }

    private static FileStream TakeLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held)
        {
            throw new InvalidOperationException($"数据库文件正被另一个进程使用（锁文件 {path}）。每个文件只能有一个服务进程。", held);
        }
    }
}
