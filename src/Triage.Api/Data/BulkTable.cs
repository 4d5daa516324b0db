using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Triage.Api.Data;

/// <summary>Columns of a table that takes many rows in one go; the types of the values are those of the columns.</summary>
/// <remarks>On SQLite a statement of our own, bound by place: the driver looks every parameter up by its name, row after row, which costs more than the insert.
/// On PostgreSQL one COPY instead of a round trip a row.</remarks>
internal sealed class BulkTable(string name, params IReadOnlyList<string> columns)
{
    private readonly string _insert = $"insert into {name} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select(_ => "?"))})";
    private readonly string _copy = $"copy {name} ({string.Join(", ", columns)}) from stdin (format binary)";

    /// <param name="rows">Each has as many values as there are columns. One array may serve for all of them: a row is written before the next is asked for.</param>
    public Task InsertAsync(DbConnection connection, IEnumerable<object?[]> rows)
    {
        if (connection is not SqliteConnection sqlite) return CopyAsync((NpgsqlConnection)connection, rows);
        Insert(sqlite.Handle!, rows);
        return Task.CompletedTask;
    }

    private void Insert(sqlite3 database, IEnumerable<object?[]> rows)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, _insert, out var statement), database);
        using (statement)
        {
            // A value stays bound until another takes its place, and many are those of the row before. Nothing is bound at first, which is null.
            var bound = new object?[columns.Count];
            foreach (var row in rows)
            {
                for (var i = 0; i < bound.Length; i++)
                {
                    if (Equals(bound[i], row[i])) continue;
                    SqliteException.ThrowExceptionForRC(Bind(statement, i + 1, row[i]), database);
                    bound[i] = row[i];
                }
                if (raw.sqlite3_step(statement) is var code && code != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(code, database);
                SqliteException.ThrowExceptionForRC(raw.sqlite3_reset(statement), database);
            }
        }
    }

    /// <summary>As <see cref="DapperSetup.ToDatabase"/> writes them, but without a string for every date. SQLite takes a copy of the bytes.</summary>
    private static int Bind(sqlite3_stmt statement, int place, object? value)
    {
        Span<byte> text = stackalloc byte[256];
        return value switch
        {
            null => raw.sqlite3_bind_null(statement, place),
            int number => raw.sqlite3_bind_int(statement, place, number),
            long number => raw.sqlite3_bind_int64(statement, place, number),
            byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
            string word when Encoding.UTF8.TryGetBytes(word, text, out var length) => raw.sqlite3_bind_text(statement, place, text[..length]),
            string word => raw.sqlite3_bind_text(statement, place, Encoding.UTF8.GetBytes(word)),
            DateOnly date when date.TryFormat(text, out var length, DapperSetup.DateFormat, CultureInfo.InvariantCulture) => raw.sqlite3_bind_text(statement, place, text[..length]),
            DateTimeOffset instant => raw.sqlite3_bind_text(statement, place, (string)DapperSetup.ToDatabase(instant, DatabaseProvider.Sqlite)),
            _ => throw new ArgumentException($"A {value.GetType().Name} is no column value.", nameof(value)),
        };
    }

    private async Task CopyAsync(NpgsqlConnection connection, IEnumerable<object?[]> rows)
    {
        await using var copy = await connection.BeginBinaryImportAsync(_copy);
        foreach (var row in rows)
        {
            await copy.StartRowAsync();
            foreach (var value in row)
                await (value switch
                {
                    null => copy.WriteNullAsync(),
                    string text => copy.WriteAsync(text),
                    int number => copy.WriteAsync(number),
                    long number => copy.WriteAsync(number),
                    byte[] bytes => copy.WriteAsync(bytes),
                    DateOnly date => copy.WriteAsync(date),
                    DateTimeOffset instant => copy.WriteAsync(instant.ToUniversalTime()),
                    _ => throw new ArgumentException($"A {value.GetType().Name} is no column value.", nameof(rows)),
                });
        }
        _ = await copy.CompleteAsync();
    }
}
