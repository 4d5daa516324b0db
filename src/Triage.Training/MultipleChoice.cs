using Triage.Model;
using Triage.Model.Text;
using Triage.Training.Rows;

namespace Triage.Training;

/// <param name="Exact">The right options were chosen, no more and no fewer.</param>
/// <param name="SameFamily">The surest option is right, or of the right family.</param>
internal readonly record struct Choice(bool Exact, bool SameFamily);

/// <summary>
/// Chooses among causes named in the row, of which several may be right (the answer is then several keys in a row, as in "AC"): the most probable one and whatever
/// comes near it, since a cause drawn at random never does.
/// </summary>
internal static class MultipleChoice
{
    /// <summary>Of the most probable option's figure.</summary>
    private const double Near = 0.1;

    public static Choice Choose(PredictionEngine engine, DataRow row, CauseTree tree)
    {
        var options = row.Options!;
        var scores = engine.ScoreCauses(row.Text, [.. options.Values], tree).Zip(options.Keys, (score, key) => (Key: key, score.Family, score.Probability)).ToList();
        var best = scores.MaxBy(score => score.Probability);
        var chosen = scores.Where(score => score.Probability >= Near * best.Probability).Select(score => score.Key).ToHashSet(StringComparer.Ordinal);
        var right = options.ContainsKey(row.Answer!) ? [row.Answer!] : row.Answer!.Select(key => key.ToString()).ToHashSet(StringComparer.Ordinal);
        return new Choice(chosen.SetEquals(right), right.Contains(best.Key) || best.Family == row.Family);
    }
}
