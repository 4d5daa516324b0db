using System.Data.Common;
using Dapper;

namespace Triage.Api.Data;

/// <summary>One caller's share of a transaction. Only the work it was handed to may use it, and only until that work ends.</summary>
internal sealed class WriteUnit(DbConnection connection, PreparedCommands prepared, DatabaseProvider provider, Func<bool> othersWait)
{
    public DbConnection Connection => connection;

    public DatabaseProvider Provider => provider;

    /// <summary>How many ordinary changes this unit stands for; the writer moves its log into the file after so many.</summary>
    public int Weight { get; set; } = 1;

    /// <summary>Whether somebody else's write stands in line behind this one.</summary>
    public bool OthersWait => othersWait();

    internal bool Discarded { get; private set; }

    /// <summary>Takes back everything this unit wrote, although its work returns a value: a refusal is a value.</summary>
    public void Discard() => Discarded = true;

    public Task<int> ExecuteAsync(string sql, object? values = null) => connection.ExecuteAsync(sql, values);

    public Task<T?> FirstOrDefaultAsync<T>(string sql, object? values = null) => connection.QueryFirstOrDefaultAsync<T>(sql, values);

    public Task<IEnumerable<T>> QueryAsync<T>(string sql, object? values = null) => connection.QueryAsync<T>(sql, values);

    /// <returns>Rows affected.</returns>
    public Task<int> ExecuteAsync(PreparedSql sql, params ReadOnlySpan<object?> values) => prepared.Bind(sql, values).ExecuteNonQueryAsync();

    /// <returns>The first column of the first row; null where there is none.</returns>
    public Task<object?> ScalarAsync(PreparedSql sql, params ReadOnlySpan<object?> values) => prepared.Bind(sql, values).ExecuteScalarAsync();

    /// <summary>The caller disposes the reader before the next statement.</summary>
    public Task<DbDataReader> ReadAsync(PreparedSql sql, params ReadOnlySpan<object?> values) => prepared.Bind(sql, values).ExecuteReaderAsync();
}
