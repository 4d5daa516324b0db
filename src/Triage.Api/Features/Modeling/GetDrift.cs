using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Proposing;

namespace Triage.Api.Features.Modeling;

/// <summary>Whether the disputes that come in still look like those the model was trained on, and whether people still agree with it.</summary>
internal static class GetDrift
{
    public static async Task<Results<Ok<DriftResponse>, Problem>> Handle(string month, Database database, CaseStore store, ModelHost models, CancellationToken ct)
    {
        if (!DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
            return Problems.From(new Refusal(RefusalCodes.BadQuery, "month 应写作 yyyy-MM。", "month is yyyy-MM.") { Errors = new Dictionary<string, string[]> { ["month"] = ["应写作 yyyy-MM。"] } });
        var card = models.Engine.Card;
        var count = new Counts();
        await database.ReadAsync(async (connection, token) =>
        {
            await foreach (var c in ReceivedCases.ReadAsync(connection, store, first, first.AddMonths(1).AddDays(-1), token))
                count.Add(c, card.Abstention.Below);
            return 0;
        }, ct);
        return TypedResults.Ok(new DriftResponse(month, card.Version, count.Cases,
            Share(count.Abstained, count.Cases), Share(count.Overridden, count.Confirmed), Share(count.BelowThreshold, count.Scored), card.Abstention.Budget,
            count.Families.OrderByDescending(f => f.Value).ToDictionary(f => f.Key, f => Math.Round((double)f.Value / count.Scored, 4)),
            [.. count.Scores.Select((n, i) => new ScoreBand(i / 10.0, (i + 1) / 10.0, n))]));
    }

    private static double? Share(int part, int whole) => whole == 0 ? null : Math.Round((double)part / whole, 4);

    private sealed class Counts
    {
        public int Cases, Abstained, Confirmed, Overridden, Scored, BelowThreshold;
        public Dictionary<string, int> Families { get; } = [];
        public int[] Scores { get; } = new int[10];

        public void Add(CourtCase c, double below)
        {
            if (c.Triage is not { } triage)
                return;
            Cases++;
            Abstained += triage.Abstained ? 1 : 0;
            Confirmed += triage.DecidedBy?.ConfirmedBy is null ? 0 : 1;
            Overridden += triage.DecidedBy is { ConfirmedBy: not null, Kind: "person" } ? 1 : 0;
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
internal sealed record DriftResponse(string Month, string Model, int Cases, double? AbstentionRate, double? OverrideRate, double? BelowThreshold, double ExpectedBelowThreshold,
    IReadOnlyDictionary<string, double> Families, IReadOnlyList<ScoreBand> Scores);

internal sealed record ScoreBand(double From, double To, int Cases);
