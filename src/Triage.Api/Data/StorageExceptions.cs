using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Triage.Api.Data;

/// <summary>The store could not do it; nothing was acknowledged. Http answers 503, or 507 where the disk is full.</summary>
internal abstract class StorageException(string message, Exception? inner) : Exception(message, inner);

/// <summary>Too many writes are waiting, or the database is away for a moment: try again later.</summary>
internal sealed class StorageBusyException(string message, Exception? inner = null) : StorageException(message, inner);

/// <summary>No space left. Reads go on; writes work again as soon as there is space.</summary>
internal sealed class StorageFullException(Exception? inner = null) : StorageException("The disk that holds the database is full.", inner);

/// <summary>What the disk holds can no longer be trusted: the writer stays stopped and the process should exit.</summary>
internal sealed class StorageFailedException(Exception? inner = null) : StorageException("The database failed; writing has stopped.", inner);

internal static class StorageFault
{
    private const int SqliteReadOnly = 8, SqliteIoError = 10, SqliteCorrupt = 11, SqliteFull = 13, SqliteNotADatabase = 26;
    /// <summary>The shared-memory index could not grow: a full disk under another name.</summary>
    private const int SqliteIoErrorShmSize = SqliteIoError | (19 << 8);

    /// <summary>What a failure of the database itself means; null where only one statement was wrong.</summary>
    public static StorageException? Classify(Exception exception) => exception switch
    {
        StorageException known => known,
        SqliteException { SqliteErrorCode: SqliteFull } or SqliteException { SqliteExtendedErrorCode: SqliteIoErrorShmSize } => new StorageFullException(exception),
        // After a failed fsync the kernel may have dropped the pages: a second, successful fsync proves nothing.
        SqliteException { SqliteErrorCode: SqliteIoError or SqliteCorrupt or SqliteNotADatabase or SqliteReadOnly } => new StorageFailedException(exception),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new StorageFullException(exception),
        PostgresException { IsTransient: true } => new StorageBusyException("The database asks to try again.", exception),
        PostgresException => null,
        NpgsqlException => new StorageBusyException("The database cannot be reached.", exception),
        _ => null,
    };

    public static StorageException OfTransaction(Exception exception) =>
        Classify(exception) ?? (exception is DbException
            ? new StorageBusyException("The transaction could not be completed.", exception)
            : new StorageFailedException(exception));
}
