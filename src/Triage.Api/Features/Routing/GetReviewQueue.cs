using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Routing;

/// <summary>The doubtful cases of the officer's own tribunal, each with the reasons why it was left to a person.</summary>
internal static class GetReviewQueue
{
    public static async Task<Results<Ok<CasePage>, Problem>> Handle(CurrentUser user, Database database, CaseStore store, CaseViews views, CancellationToken ct, int? limit = null, string? cursor = null)
    {
        var (page, refusal) = PageRequest<DateOnly>.Read(limit, cursor);
        if (refusal is not null)
            return Problems.From(refusal);
        var where = new { user.Tribunal, State = EnumText.Of(CaseState.HumanReview), page.After, page.AfterId, Limit = page.Limit + 1 };
        return await database.ReadAsync(async (connection, token) =>
        {
            var rows = (await connection.QueryAsync<CaseRow>(new CommandDefinition(Sql(page), where, cancellationToken: token))).AsList();
            var total = await connection.ExecuteScalarAsync<int>(new CommandDefinition(Count, where, cancellationToken: token));
            var cases = rows.Take(page.Limit).Select(store.Open).ToArray();
            var next = rows.Count > page.Limit ? PageRequest<DateOnly>.Next(cases[^1].ReceivedOn, cases[^1].Id) : null;
            return TypedResults.Ok(new CasePage([.. cases.Select(c => views.Of(c, masked: false))], next, total));
        }, ct);
    }

    private static string Sql(PageRequest<DateOnly> page) => $"""
        select {CaseStore.Columns} from cases
        where tribunal = @Tribunal and state = @State {page.Seek("received_on")}
        order by received_on, id limit @Limit
        """;

    private const string Count = "select count(*) from cases where tribunal = @Tribunal and state = @State";
}
