using System.Buffers;
using System.Data.Common;
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

    /// <param name="rows">Each has as many values as there are columns.</param>
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
            foreach (var row in rows)
            {
                for (var i = 0; i < columns.Count; i++)
                    SqliteException.ThrowExceptionForRC(Bind(statement, i + 1, DapperSetup.ToDatabase(row[i], DatabaseProvider.Sqlite)), database);
                if (raw.sqlite3_step(statement) is var code && code != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(code, database);
                SqliteException.ThrowExceptionForRC(raw.sqlite3_reset(statement), database);
            }
    }

    private static int Bind(sqlite3_stmt statement, int place, object value) => value switch
    {
        DBNull => raw.sqlite3_bind_null(statement, place),
        int number => raw.sqlite3_bind_int(statement, place, number),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
        string text => BindText(statement, place, text),
        _ => throw new ArgumentException($"A {value.GetType().Name} is no column value.", nameof(value)),
    };

    /// <summary>SQLite takes a copy of the bytes.</summary>
    private static int BindText(sqlite3_stmt statement, int place, string text)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var code = raw.sqlite3_bind_text(statement, place, rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return code;
    }

    private async Task CopyAsync(NpgsqlConnection connection, IEnumerable<object?[]> rows)
    {
        await using var copy = await connection.BeginBinaryImportAsync(_copy);
        foreach (var row in rows)
        {
            await copy.StartRowAsync();
            foreach (var value in row)
                if (value is null) await copy.WriteNullAsync();
                else await copy.WriteAsync(DapperSetup.ToDatabase(value, DatabaseProvider.Postgresql));
        }
        _ = await copy.CompleteAsync();
    }
}
