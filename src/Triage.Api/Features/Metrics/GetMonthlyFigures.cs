using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain.Metrics;
using Triage.Api.Http;
using Triage.Api.Rules;

namespace Triage.Api.Features.Metrics;

/// <summary>Every figure by month, in all and by tribunal, as it stood on a day. No ranking: tribunals come in the order of the court's own list.</summary>
internal static class GetMonthlyFigures
{
    public static async Task<Results<Ok<MonthlyFigures>, Problem>> Handle(string? from, string? to, string? tribunal, string? asOf, CurrentUser user, CourtSetup court,
        MetricBook book, Database database, TimeProvider time, CancellationToken ct)
    {
        var (query, refusal) = MetricQuery.Read(from, to, tribunal, asOf, user, court, time.Today());
        return refusal is null ? TypedResults.Ok(await ReadAsync(database, court, book, query, ct)) : Problems.From(refusal);
    }

    public static async Task<MonthlyFigures> ReadAsync(Database database, CourtSetup court, MetricBook book, MetricQuery query, CancellationToken ct)
    {
        var sheet = await database.ReadAsync((connection, token) => FigureSheet.LoadAsync(connection, court, query, token), ct);
        var tribunals = court.Tribunals.Where(one => query.Tribunals.Contains(one.Code)).ToList();
        return new MonthlyFigures
        {
            From = query.FromMonth,
            To = query.ToMonth,
            Scope = query.Scope,
            ScopeName = query.ScopeName,
            AsOf = query.AsOf,
            DefinitionsVersion = book.Version,
            Months = [.. query.Months.Select(month => new MonthFigures(MetricQuery.Text(month), sheet.Figures(book, query.Tribunals, month, month)))],
            Total = sheet.Figures(book, query.Tribunals, query.From, query.To),
            Tribunals = query.Scope == MetricQuery.All ? sheet.Figures(book, [.. MetricQuery.PeoplesTribunals(court)], query.From, query.To) : null,
            ByTribunal = [.. tribunals.Select(one => new TribunalFigures(one.Code, one.Name, one.Kind, sheet.Figures(book, [one.Code], query.From, query.To)))],
        };
    }
}

internal sealed record MonthlyFigures
{
    /// <summary>yyyy-MM</summary>
    public required string From { get; init; }
    /// <summary>yyyy-MM, included.</summary>
    public required string To { get; init; }
    /// <summary>all, tribunals, court (the court's own divisions) or the code of a tribunal.</summary>
    public required string Scope { get; init; }
    public required string ScopeName { get; init; }
    /// <summary>The day as of which the figures were recorded.</summary>
    public required DateOnly AsOf { get; init; }
    public required int DefinitionsVersion { get; init; }
    public required IReadOnlyList<MonthFigures> Months { get; init; }
    public required IReadOnlyDictionary<string, Figure> Total { get; init; }
    /// <summary>The people's tribunals together; only where the scope is all.</summary>
    public IReadOnlyDictionary<string, Figure>? Tribunals { get; init; }
    public required IReadOnlyList<TribunalFigures> ByTribunal { get; init; }
}

internal sealed record MonthFigures(string Month, IReadOnlyDictionary<string, Figure> Values);

internal sealed record TribunalFigures(string Tribunal, string Name, TribunalKind Kind, IReadOnlyDictionary<string, Figure> Values);
