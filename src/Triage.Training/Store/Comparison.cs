using System.Globalization;
using Triage.Model;

namespace Triage.Training.Store;

/// <param name="Label">Class.</param>
/// <param name="Rows">Rows of the class.</param>
/// <param name="Champion">Right answers of the champion.</param>
/// <param name="Challenger">Right answers of the challenger.</param>
internal sealed record ClassComparison(string Label, int Rows, int Champion, int Challenger);

/// <summary>Two models on the same rows.</summary>
/// <param name="Rows">Rows compared.</param>
/// <param name="Wins">Rows that only the challenger has right.</param>
/// <param name="Losses">Rows that only the champion has right.</param>
/// <param name="Difference">Accuracy of the challenger minus that of the champion.</param>
/// <param name="Low">Lower end of the 95 % interval of the difference.</param>
/// <param name="High">Upper end.</param>
/// <param name="McNemarP">Two-sided exact p of wins against losses.</param>
/// <param name="Worse">The challenger has fewer right answers.</param>
internal sealed record Comparison(
    string ChampionVersion, string ChallengerVersion, int Rows, double ChampionAccuracy, double ChallengerAccuracy, int Wins, int Losses,
    double Difference, double Low, double High, double McNemarP, bool Worse, IReadOnlyList<ClassComparison> Classes)
{
    public static Comparison Run(
        TriageModel champion, TriageModel challenger, IReadOnlyList<(string Text, string Family)> rows, Func<string, string> merge, CancellationToken cancellation)
    {
        var (old, young) = (champion.CreatePredictionEngine(), challenger.CreatePredictionEngine());
        var wins = 0;
        var losses = 0;
        var classes = new SortedDictionary<string, ClassComparison>(StringComparer.Ordinal);
        foreach (var (text, family) in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            var before = Right(old, text, family, merge);
            var after = Right(young, text, family, merge);
            if (after && !before) wins++;
            if (before && !after) losses++;
            var so = classes.GetValueOrDefault(family, new ClassComparison(family, 0, 0, 0));
            classes[family] = so with { Rows = so.Rows + 1, Champion = so.Champion + (before ? 1 : 0), Challenger = so.Challenger + (after ? 1 : 0) };
        }

        double n = rows.Count;
        var difference = (wins - losses) / n;
        // Variance of a paired difference: (wins + losses) / n - difference², over n.
        var half = 1.96 * Math.Sqrt(Math.Max(0, ((wins + losses) / n) - (difference * difference)) / n);
        return new Comparison(
            champion.Card.Version, challenger.Card.Version, rows.Count,
            Math.Round(classes.Values.Sum(c => c.Champion) / n, 4), Math.Round(classes.Values.Sum(c => c.Challenger) / n, 4), wins, losses,
            Math.Round(difference, 4), Math.Round(difference - half, 4), Math.Round(difference + half, 4), Math.Round(ExactMcNemar(wins, losses), 4),
            wins < losses, [.. classes.Values]);
    }

    public void Write(TextWriter output)
    {
        output.WriteLine($"现用 {ChampionVersion} {CardReport.Percent(ChampionAccuracy)}，新 {ChallengerVersion} {CardReport.Percent(ChallengerAccuracy)}，{Rows} 行");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"新胜 {Wins}，新负 {Losses}，差 {Difference:+0.0000;-0.0000}［{Low:0.0000}, {High:0.0000}］，McNemar p = {McNemarP:0.0000}"));
        foreach (var c in Classes) output.WriteLine($"  {c.Label,-16}{c.Rows,6} 行  {c.Champion,6} → {c.Challenger}");
        output.WriteLine(Worse ? "结论：新模型更差，不应上线。" : "结论：新模型不差于现用模型。");
    }

    /// <summary>Twice the smaller tail of the binomial with one half, at most 1.</summary>
    internal static double ExactMcNemar(int wins, int losses)
    {
        var n = wins + losses;
        if (n == 0) return 1;
        var tail = 0.0;
        var log = -n * Math.Log(2);
        for (var k = 0; k <= Math.Min(wins, losses); k++)
        {
            tail += Math.Exp(log);
            log += Math.Log(n - k) - Math.Log(k + 1);
        }

        return Math.Min(1, 2 * tail);
    }

    private static bool Right(PredictionEngine engine, string text, string family, Func<string, string> merge) =>
        merge(engine.Families[engine.PredictFamily(text).Family]) == family;
}
