using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Triage.Api.Data;
using Triage.Api.Domain;

namespace Triage.Api.Features.Modeling;

/// <summary>The cases of a period, one at a time: what the reports about the model are made of.</summary>
internal static class ReceivedCases
{
    public static async IAsyncEnumerable<CourtCase> ReadAsync(DbConnection connection, CaseStore store, DateOnly from, DateOnly to, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in connection.QueryUnbufferedAsync<CaseRow>(Sql, new { from, to }).WithCancellation(ct))
            yield return store.Open(row);
    }

    private const string Sql = $"select {CaseStore.Columns} from cases where received_on >= @from and received_on <= @to order by received_on, id";
}
