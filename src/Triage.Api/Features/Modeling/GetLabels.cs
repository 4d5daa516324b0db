using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Modeling;

/// <summary>Masked narratives with the cause and route on which the matter came to rest: after overrides and conversions, never the first guess.</summary>
internal static class GetLabels
{
    public static async Task<Results<Ok<LabelPage>, Problem>> Handle(Database database, CaseStore store, CancellationToken ct, DateOnly? from = null, DateOnly? to = null, int? limit = null, string? cursor = null)
    {
        var (page, refusal) = PageRequest<DateOnly>.Read(limit, cursor);
        if (refusal is not null)
            return Problems.From(refusal);
        var where = new { From = from ?? DateOnly.MinValue, To = to ?? DateOnly.MaxValue, page.After, page.AfterId, Limit = page.Limit + 1 };
        return await database.ReadAsync(async (connection, token) =>
        {
            var rows = (await connection.QueryAsync<CaseRow>(new CommandDefinition(Sql(page), where, cancellationToken: token))).AsList();
            var cases = rows.Take(page.Limit).Select(store.Open).ToArray();
            var next = rows.Count > page.Limit ? PageRequest<DateOnly>.Next(cases[^1].ReceivedOn, cases[^1].Id) : null;
            return TypedResults.Ok(new LabelPage([.. cases.Select(Label)], next));
        }, ct);
    }

    private static LabelItem Label(CourtCase c) =>
        new(c.Id, Masking.Mask(c).Narrative, c.Cause?.Family, c.Cause is { Code.Length: > 0 } cause ? cause.Name : null, c.Route!.Value, c.Procedure, c.ReceivedOn);

    /// <summary>Only what a person has routed.</summary>
    private static string Sql(PageRequest<DateOnly> page) => $"""
        select {CaseStore.Columns} from cases
        where route is not null and received_on >= @From and received_on <= @To {page.Seek("received_on")}
        order by received_on, id limit @Limit
        """;
}

internal sealed record LabelPage(IReadOnlyList<LabelItem> Items, string? NextCursor);

/// <param name="Text">The narrative, masked.</param>
internal sealed record LabelItem(string Id, string Text, string? Family, string? Cause, Domain.Route Route, Procedure? Procedure, DateOnly ReceivedOn);
