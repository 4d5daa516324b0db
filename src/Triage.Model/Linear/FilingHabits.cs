namespace Triage.Model.Linear;

/// <summary>A kind of matter that a court files elsewhere than the model it continues from.</summary>
/// <param name="Family">Place of the family in which the model knows the matter.</param>
/// <param name="Cause">Place of its cause there; -1 for a family without causes.</param>
/// <param name="Shares">How often the court files such a matter under each family.</param>
internal sealed record FilingHabit(int Family, int Cause, float[] Shares)
{
    public int Usual => Array.IndexOf(Shares, Shares.Max());
}

/// <summary>
/// Learns where a court files what. Its few hundred cases hold only a handful of each kind of matter, too few to move thousands of weights; but the model already
/// tells the kinds apart, so one number a kind and family is enough: of the matters that the model takes for this cause, which share does the court file there?
/// What is explained by a habit is then trained under the model's own family, so that the weights learn the court's words and the habits its filing.
/// </summary>
internal sealed class FilingHabitLearner(TriageModel known)
{
    /// <summary>Cases that the model's own filing counts for. More of them must say otherwise before it is a habit, and a habit of a few cases moves a part only: what it moves wrongly is paid for elsewhere.</summary>
    private const float PriorCases = 2;

    /// <summary>Causes of smaller share of a case are not counted for it.</summary>
    private const double LeastShare = 0.2;

    private readonly PredictionEngine engine = known.CreatePredictionEngine();
    private readonly Dictionary<(string Family, string Cause), Dictionary<string, float>> counts = [];
    private readonly List<(string? Family, List<(string Family, string Cause, float Share)> Matters)> rows = [];
    private readonly ILookup<string, string> familiesOf = known.Card.Causes.SelectMany(family => family.Value.Select(cause => (cause, family.Key))).ToLookup(pair => pair.cause, pair => pair.Key, StringComparer.Ordinal);

    public IEnumerable<TextRow> Watch(IEnumerable<TextRow> source)
    {
        foreach (var row in source)
        {
            var matters = row.Family is null or TriageModel.NoDispute ? [] : Matters(row);
            rows.Add((row.Family, matters));
            foreach (var (family, cause, share) in matters)
            {
                if (!counts.TryGetValue((family, cause), out var filed)) counts[(family, cause)] = filed = new Dictionary<string, float>(StringComparer.Ordinal);
                filed[row.Family!] = filed.GetValueOrDefault(row.Family!) + share;
            }

            yield return row;
        }
    }

    /// <summary>The habits over the families of the new model and the causes of the known one (see <see cref="Settle"/>), and for each row the family to train it under.</summary>
    public (List<FilingHabit> Habits, string?[] TrainUnder) Learn(IReadOnlyList<string> families)
    {
        var index = families.Select((family, at) => (family, at)).ToDictionary(pair => pair.family, pair => pair.at, StringComparer.Ordinal);
        var habits = new Dictionary<(string Family, string Cause), FilingHabit>();
        foreach (var ((family, cause), prior) in known.Habits.Select(habit => (Key(habit), habit)))
            habits[(family, cause)] = prior with { Family = index[family], Shares = [.. families.Select(now => PlaceOf(now) is var was && was >= 0 && was < prior.Shares.Length ? prior.Shares[was] : 0)] };
        foreach (var (key, filed) in counts.OrderBy(pair => pair.Key.Family, StringComparer.Ordinal).ThenBy(pair => pair.Key.Cause, StringComparer.Ordinal))
        {
            var shares = habits.TryGetValue(key, out var before) ? [.. before.Shares.Select(share => share * PriorCases)] : new float[families.Count];
            if (before is null) shares[index[key.Family]] = PriorCases;
            foreach (var (family, cases) in filed) shares[index[family]] += cases;
            var sum = shares.Sum();
            var habit = new FilingHabit(index[key.Family], Place(key), [.. shares.Select(share => share / sum)]);
            if (before is not null || habit.Usual != habit.Family) habits[key] = habit;
        }

        return ([.. habits.OrderBy(pair => pair.Key.Family, StringComparer.Ordinal).ThenBy(pair => pair.Key.Cause, StringComparer.Ordinal).Select(pair => pair.Value)], [.. rows.Select(row => TrainUnder(row, habits, families))]);
    }

    /// <summary>The habits over the causes of the new model: a cause that it learned anew has moved the places of those behind it.</summary>
    public List<FilingHabit> Settle(IEnumerable<FilingHabit> habits, IReadOnlyList<string> families, IReadOnlyList<CauseClassifier?> causes) => [.. habits.Select(habit =>
        habit.Cause < 0 ? habit : habit with { Cause = IndexOf(causes[habit.Family]!.Classifier.Labels, known.CauseClassifiers[PlaceOf(families[habit.Family])]!.Classifier.Labels[habit.Cause]) })];

    private static string? TrainUnder(
        (string? Family, List<(string Family, string Cause, float Share)> Matters) row, Dictionary<(string Family, string Cause), FilingHabit> habits, IReadOnlyList<string> families) =>
        row.Matters.Where(matter => habits.TryGetValue((matter.Family, matter.Cause), out var habit) && families[habit.Usual] == row.Family)
            .OrderByDescending(matter => matter.Share).Select(matter => matter.Family).FirstOrDefault(row.Family);

    /// <summary>What the model takes the case for; what the court itself calls it, where the model knows that name in one family only.</summary>
    private List<(string Family, string Cause, float Share)> Matters(TextRow row)
    {
        if (row.Cause is not null && familiesOf[row.Cause].ToList() is [var only]) return [(only, row.Cause, 1)];
        return [.. engine.Matters(row.Text).Where(matter => matter.Probability >= LeastShare).Select(matter => (matter.Family, matter.Cause, (float)matter.Probability))];
    }

    private (string Family, string Cause) Key(FilingHabit habit)
    {
        var families = known.FamilyClassifier.Labels;
        return (families[habit.Family], habit.Cause < 0 ? "" : known.CauseClassifiers[habit.Family]!.Classifier.Labels[habit.Cause]);
    }

    private int Place((string Family, string Cause) key) =>
        key.Cause.Length == 0 ? -1 : IndexOf(known.CauseClassifiers[PlaceOf(key.Family)]!.Classifier.Labels, key.Cause);

    /// <summary>Of a family in the known model; -1 where it is new.</summary>
    private int PlaceOf(string family) => IndexOf(known.FamilyClassifier.Labels, family);

    private static int IndexOf(IReadOnlyList<string> labels, string label) => labels.ToList().IndexOf(label);
}
