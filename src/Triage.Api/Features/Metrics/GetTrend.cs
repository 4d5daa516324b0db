using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain.Metrics;
using Triage.Api.Http;
using Triage.Api.Rules;

namespace Triage.Api.Features.Metrics;

/// <summary>One month beside the month before and the same month a year ago.</summary>
internal static class GetTrend
{
    public static async Task<Results<Ok<TrendResponse>, Problem>> Handle(string? month, string? tribunal, string? asOf, CurrentUser user, CourtSetup court, MetricBook book, Database database,
        TimeProvider time, CancellationToken ct)
    {
        var asked = month is { Length: > 0 } ? month : MetricQuery.Text(time.Today());
        var (query, refusal) = MetricQuery.Read(asked, asked, tribunal, asOf, user, court, time.Today());
        if (refusal is not null) return Problems.From(refusal);
        var report = await MetricReport.LoadAsync(database, court, book, query, ct);
        var section = report.Sections[0];
        return TypedResults.Ok(new TrendResponse(query.FromMonth, query.Scope, query.ScopeName, query.AsOf, [.. book.Definitions.Select(metric => new TrendRow(metric.Id, metric.Name, metric.Unit,
            section.LastMonth[metric.Id], section.MonthBefore[metric.Id], report.Trend(metric, section, section.MonthBefore),
            section.YearBefore[metric.Id], report.Trend(metric, section, section.YearBefore), FigureText.IsOutside(metric, section.LastMonth[metric.Id], months: 1)))]));
    }
}

internal sealed record TrendResponse(string Month, string Scope, string ScopeName, DateOnly AsOf, IReadOnlyList<TrendRow> Items);

/// <param name="SinceMonthBefore">e.g. 上升1.2个百分点 for a rate, 增长5.3% for a number; — where there is nothing to compare, or the month is not over.</param>
/// <param name="OutsideReference">The month lies outside the published range.</param>
internal sealed record TrendRow(string Metric, string Name, MetricUnit Unit, Figure Value, Figure MonthBefore, string SinceMonthBefore, Figure YearBefore, string SinceYearBefore, bool OutsideReference);
