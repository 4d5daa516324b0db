using System.Data.Common;
using Dapper;
using Triage.Api.Domain;

namespace Triage.Api.Data;

/// <summary>Under which number of its own another body knows a case: the police incident, the work order of the hotline, the petition. Kept by a key, so that a ledger finds what was typed at a counter.</summary>
internal sealed class CaseSources(Sealer sealer)
{
    private const string Pending = "case_sources";
    private const int Page = 500;

    private static readonly PreparedSql Insert = new("insert into case_sources (source_key, case_id) values (@source_key, @case_id) on conflict (source_key, case_id) do nothing");

    private static readonly PreparedSql Delete = new("delete from case_sources where case_id = @case_id");

    private static readonly BulkTable Table = new("case_sources", "source_key", "case_id");

    public Task WriteAsync(WriteUnit unit, CourtCase c) => KeyOf(c) is { } key ? unit.ExecuteAsync(Insert, key, c.Id) : Task.CompletedTask;

    /// <summary>The number was given, or corrected.</summary>
    public async Task RewriteAsync(WriteUnit unit, CourtCase c)
    {
        _ = await unit.ExecuteAsync(Delete, c.Id);
        await WriteAsync(unit, c);
    }

    public static Task ImportAsync(WriteUnit unit, IEnumerable<(byte[] Key, string CaseId)> known) => Table.InsertAsync(unit.Connection, known.Select(one => new object?[] { one.Key, one.CaseId }));

    /// <summary>Every case with this number, whatever body gave it; of any tribunal.</summary>
    public async Task<IReadOnlyList<CourtCase>> FindAsync(DbConnection connection, CaseStore store, string reference, CancellationToken ct)
    {
        const string Sql = $"select {CaseStore.Columns} from case_sources join cases on cases.id = case_sources.case_id where case_sources.source_key = @key order by cases.id";
        return [.. (await connection.QueryAsync<CaseRow>(new CommandDefinition(Sql, new { key = sealer.SourceKey(reference) }, cancellationToken: ct))).Select(store.Open)];
    }

    /// <summary>Enters the numbers of cases that were stored before there was this table; once in the life of a database.</summary>
    public async Task CatchUpAsync(Database database, CaseStore store, CancellationToken ct)
    {
        if (await database.ReadAsync((connection, _) => connection.QueryFirstOrDefaultAsync<string>("select value from settings where name = @Pending", new { Pending }), ct) is null) return;
        const string Sql = $"select {CaseStore.Columns} from cases where cases.id > @after order by cases.id limit @Page";
        for (var after = ""; ;)
        {
            var page = (await database.ReadAsync((connection, token) => connection.QueryAsync<CaseRow>(new CommandDefinition(Sql, new { after, Page }, cancellationToken: token)), ct)).Select(store.Open).ToList();
            if (page.FindAll(c => KeyOf(c) is not null) is { Count: > 0 } known)
                _ = await database.WriteAsync(async unit =>
                {
                    foreach (var c in known) await WriteAsync(unit, c);
                    return known.Count;
                }, ct);
            if (page.Count < Page) break;
            after = page[^1].Id;
        }
        _ = await database.WriteAsync(unit => unit.ExecuteAsync("delete from settings where name = @Pending", new { Pending }), ct);
    }

    /// <summary>Null where no other body has given it a number.</summary>
    public byte[]? KeyOf(CourtCase c) => c.Source?.Reference is { Length: > 0 } reference ? sealer.SourceKey(reference) : null;
}
