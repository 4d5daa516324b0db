namespace Triage.Api.Data;

internal enum DatabaseProvider { Sqlite, Postgresql }

/// <summary>Section <c>Database</c> of the configuration.</summary>
internal sealed record DatabaseOptions
{
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;

    /// <summary>Empty: SQLite in App_Data/triage.db under the content root. PostgreSQL always needs one.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Connections that read at the same time.</summary>
    public int Readers { get; init; } = Math.Max(4, Environment.ProcessorCount * 2);

    /// <summary>Writes that may wait for the disk; one more is refused with 503.</summary>
    public int QueueLimit { get; init; } = 4096;

    /// <summary>Writes that share one transaction and so one fsync.</summary>
    public int BatchLimit { get; init; } = 64;
}
