using Triage.Model;
using Triage.Training.Rows;

namespace Triage.Training;

/// <param name="Exact">The right option was chosen.</param>
/// <param name="SameFamily">An option of the right family was chosen.</param>
internal readonly record struct Choice(bool Exact, bool SameFamily);

/// <summary>Chooses among causes named in the row: the most probable known cause; an option that the model does not know is judged by how far its name is spoken in the text.</summary>
internal static class MultipleChoice
{
    public static Choice Choose(PredictionEngine engine, DataRow row)
    {
        var scores = engine.ScoreCauses(row.Text, [.. row.Options!.Values]);
        var keys = row.Options.Keys.ToList();
        var best = 0;
        for (var i = 1; i < scores.Count; i++)
            if (scores[i].Probability > scores[best].Probability)
                best = i;
        var chosen = keys[best];
        return new Choice(chosen == row.Answer, chosen == row.Answer || scores[best].Family == row.Family);
    }
}
