using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Metrics;
using Triage.Api.Http;
using Triage.Api.Proposing;

namespace Triage.Api.Features.Modeling;

/// <summary>Whether the disputes that come in still look like those the model was trained on, and whether people still agree with it.</summary>
internal static class GetDrift
{
    public static async Task<Results<Ok<DriftResponse>, Problem>> Handle(string month, Database database, CaseStore store, ModelHost models, TimeProvider time, CancellationToken ct)
    {
        if (!DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
            return Problems.From(new Refusal(RefusalCodes.BadQuery, "month 应写作 yyyy-MM。", "month is yyyy-MM.") { Errors = new Dictionary<string, string[]> { ["month"] = ["应写作 yyyy-MM。"] } });
        var card = models.Engine.Card;
        var count = new Counts();
        var (last, today) = (first.AddMonths(1).AddDays(-1), time.Today());
        var (decisions, received) = await database.ReadAsync(async (connection, token) =>
        {
            await foreach (var c in ReceivedCases.ReadAsync(connection, store, first, last, token))
                count.Add(c, card.Abstention.Below);
            return (await DecisionsAsync(connection, first, last, today, token), await connection.QuerySingleAsync<int>(new CommandDefinition(
                "select count(*) from cases where received_on > @Since and received_on <= @Today", new { Since = today.AddDays(-30), Today = today }, cancellationToken: token)));
        }, ct);
        return TypedResults.Ok(new DriftResponse(month, card.Version, count.Cases,
            Rounded(decisions.Abstention), Rounded(decisions.Override), Share(count.BelowThreshold, count.Scored), card.Abstention.Budget,
            count.Families.OrderByDescending(f => f.Value).ToDictionary(f => f.Key, f => Math.Round((double)f.Value / count.Scored, 4)),
            [.. count.Scores.Select((n, i) => new ScoreBand(i / 10.0, (i + 1) / 10.0, n))], decisions.Abstention, decisions.Override, received));
    }

    /// <summary>abstention_rate and override_rate of the whole court, from the records that the monthly figures sum up: the same word is the same number.</summary>
    private static async Task<(Figure Abstention, Figure Override)> DecisionsAsync(DbConnection connection, DateOnly from, DateOnly to, DateOnly today, CancellationToken ct)
    {
        return (await CountAsync("abstention_rate", FigureKind.Triaged, FigureMarks.Abstained), await CountAsync("override_rate", FigureKind.RouteConfirmed, FigureMarks.Overridden));

        async Task<Figure> CountAsync(string metric, FigureKind kind, FigureMarks mark)
        {
            var rows = (await connection.QueryAsync<int>(new CommandDefinition("""
                select e.marks from figure_events e where e.kind = @Kind and e.day between @From and @To and e.recorded_to is null
                    and e.case_id not in (select x.case_id from figure_exclusions x where x.metric = @Metric and x.excluded_on <= @Today and x.until >= @Today)
                """, new { Kind = (int)kind, From = from, To = to, Metric = metric, Today = today }, cancellationToken: ct))).AsList();
            return new Figure(rows.Count(marks => ((FigureMarks)marks & mark) != 0), rows.Count);
        }
    }

    private static double? Rounded(Figure figure) => figure.Value is { } value ? Math.Round(value, 4) : null;

    private static double? Share(int part, int whole) => whole == 0 ? null : Math.Round((double)part / whole, 4);

    private sealed class Counts
    {
        public int Cases, Scored, BelowThreshold;
        public Dictionary<string, int> Families { get; } = [];
        public int[] Scores { get; } = new int[10];

        public void Add(CourtCase c, double below)
        {
            if (c.Triage is not { } triage)
                return;
            Cases++;
            if (triage.Model is not { Family: { } family, Probability: { } probability })
                return;
            Scored++;
            BelowThreshold += probability < below ? 1 : 0;
            Families[family] = Families.GetValueOrDefault(family) + 1;
            Scores[Math.Min(9, (int)(probability * 10))]++;
        }
    }
}

/// <param name="BelowThreshold">Share of narratives on which the model itself was doubtful.</param>
/// <param name="ExpectedBelowThreshold">The same share when the threshold was set: well above it, the model meets what it was not trained for.</param>
/// <param name="Families">Share of each family, most frequent first.</param>
/// <param name="Abstention">As abstention_rate of GET /metrics/monthly, of the whole court.</param>
/// <param name="Override">As override_rate of GET /metrics/monthly, of the whole court.</param>
/// <param name="ReceivedLast30Days">By the whole court, to this day.</param>
internal sealed record DriftResponse(string Month, string Model, int Cases, double? AbstentionRate, double? OverrideRate, double? BelowThreshold, double ExpectedBelowThreshold,
    IReadOnlyDictionary<string, double> Families, IReadOnlyList<ScoreBand> Scores, Figure Abstention, Figure Override, int ReceivedLast30Days);

internal sealed record ScoreBand(double From, double To, int Cases);
