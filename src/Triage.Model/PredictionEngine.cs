using System.Diagnostics.CodeAnalysis;
using Triage.Model.Linear;
using Triage.Model.Text;

namespace Triage.Model;

/// <summary>Predicts with one model. Immutable and safe for any number of threads; each thread keeps a scratch buffer of its own.</summary>
public sealed class PredictionEngine
{
    /// <summary>Causes are looked for in families of at least this probability.</summary>
    private const float FamilyWorthAsking = 0.03f;
    private const int CauseCount = 3;
    private const int FewestCharacters = 5;
    private const int FewestFeatures = 6;

    private readonly TriageModel model;
    private readonly LinearClassifier families;
    private readonly int noDispute;

    [ThreadStatic]
    private static Scratch? scratch;

    internal PredictionEngine(TriageModel model)
    {
        this.model = model;
        families = model.FamilyClassifier;
        Families = [.. families.Labels.Where(label => label != TriageModel.NoDispute)];
        noDispute = Families.Count < families.Labels.Count ? Families.Count : -1;
    }

    public ModelCard Card => model.Card;

    /// <summary>The families, in the order of <see cref="FamilyPrediction.Family"/>.</summary>
    public IReadOnlyList<string> Families { get; }

    /// <summary>Family, causes and evidence of one text.</summary>
    public Prediction Predict(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var s = Read(text);
        var norm = families.Predict(s.Bag, s.Buffer(families.Table.Padded));
        var probabilities = s.Probabilities(families.Labels.Count);
        var signal = SignalOf(s, probabilities);
        DropNoDispute(probabilities);

        var causes = RankCauses(s, probabilities);
        // What is explained is what the text is taken for, wherever the court files it.
        var explained = ArgMax(probabilities);
        var evidence = Evidence.Find(text, s.Folded, model, s.Bag, explained, probabilities, norm);
        File(s, probabilities);
        var best = ArgMax(probabilities);
        var ranked = new LabelScore[Families.Count];
        for (var f = 0; f < ranked.Length; f++) ranked[f] = new LabelScore(Families[f], probabilities[f]);
        Array.Sort(ranked, static (a, b) => b.Probability.CompareTo(a.Probability));

        var own = causes.FirstOrDefault(cause => cause.Family == Families[best]);
        return new Prediction(
            Families[best], probabilities[best], ranked,
            own?.Cause, own?.Probability, [.. causes.Take(CauseCount)],
            signal != TextSignal.InDomain || probabilities[best] < Card.Abstention.Below, signal, evidence);
    }

    /// <summary>The family alone: no evidence, no causes, no allocation.</summary>
    public FamilyPrediction PredictFamily(ReadOnlySpan<char> text)
    {
        var s = Read(text);
        families.Predict(s.Bag, s.Buffer(families.Table.Padded));
        var probabilities = s.Probabilities(families.Labels.Count);
        DropNoDispute(probabilities);
        File(s, probabilities);
        var best = ArgMax(probabilities);
        return new FamilyPrediction(best, probabilities[best]);
    }

    /// <summary>Families of many texts, on all cores.</summary>
    /// <param name="texts">Read only.</param>
    /// <param name="results">At least as long as <paramref name="texts"/>.</param>
    /// <param name="cancellation">Stops between blocks of texts.</param>
    public void PredictFamilies(IReadOnlyList<string> texts, FamilyPrediction[] results, CancellationToken cancellation = default)
    {
        const int Block = 256;
        Parallel.For(0, (texts.Count + Block - 1) / Block, new ParallelOptions { CancellationToken = cancellation }, block =>
        {
            var end = Math.Min(texts.Count, (block + 1) * Block);
            for (var i = block * Block; i < end; i++) results[i] = PredictFamily(texts[i]);
        });
    }

    /// <summary>
    /// How probable each of the named causes is, also of causes that the model was not taught: those are judged by the family that their name belongs to and
    /// by how much of the name stands in the text. The figures rank, they do not add up to 1.
    /// </summary>
    /// <param name="text">As sent.</param>
    /// <param name="causes">Official names.</param>
    /// <param name="tree">Where it is given, a cause is also as probable as those below it make it: a dispute over a sale is one over a contract.</param>
    public IReadOnlyList<CauseScore> ScoreCauses(string text, IReadOnlyList<string> causes, CauseTree? tree = null)
    {
        var s = Read(text);
        families.Predict(s.Bag, s.Buffer(families.Table.Padded));
        var probabilities = s.Probabilities(families.Labels.Count).ToArray();
        DropNoDispute(probabilities);
        var known = RankCauses(s, probabilities, 0);
        return [.. causes.Select(cause => Known(cause, text, known, tree ?? CauseTree.Flat) ?? Unknown(cause, text, probabilities))];
    }

    // The three numbers below were chosen on judgments left out of the training, among three causes drawn at random for each.
    private static CauseScore? Known(string cause, string text, List<CauseScore> known, CauseTree tree)
    {
        const double OfThoseBelow = 0.3;
        const double Named = 4;
        var family = "";
        var (largest, sum) = (0.0, 0.0);
        foreach (var candidate in known)
        {
            var same = CauseNames.Same(candidate.Cause, cause);
            if (!same && !tree.Covers(cause, candidate.Cause)) continue;
            var part = (same ? 1 : OfThoseBelow) * candidate.Probability;
            sum += part;
            if (family.Length > 0 && part <= largest) continue;
            (family, largest) = (candidate.Family, part);
        }

        return family.Length == 0 ? null : new CauseScore(cause, family, sum * (1 + (Named * CauseNames.Spoken(cause, text))));
    }

    private CauseScore Unknown(string cause, string text, float[] probabilities)
    {
        // A cause without training rows is one of many in its family: a small share of the family's probability, more if the text speaks its name.
        const double Share = 0.005;
        const double Named = 20;
        var ofName = Read(cause);
        families.Predict(ofName.Bag, ofName.Buffer(families.Table.Padded));
        var named = ofName.Probabilities(families.Labels.Count);
        DropNoDispute(named);
        var family = ArgMax(named);
        var match = 0.0;
        for (var f = 0; f < Families.Count; f++) match += named[f] * probabilities[f];
        return new CauseScore(cause, Families[family], match * Share * (1 + (Named * CauseNames.Spoken(cause, text))));
    }

    /// <summary>What the text is about, before any habit of filing: causes, and families that have none (with an empty cause).</summary>
    internal List<CauseScore> Matters(string text)
    {
        var s = Read(text);
        families.Predict(s.Bag, s.Buffer(families.Table.Padded));
        var probabilities = s.Probabilities(families.Labels.Count);
        DropNoDispute(probabilities);
        var matters = new List<CauseScore>();
        for (var f = 0; f < Families.Count; f++)
        {
            if (probabilities[f] < FamilyWorthAsking) continue;
            if (model.CauseClassifiers[f] is null) matters.Add(new CauseScore("", Families[f], probabilities[f]));
            else AddCauses(s, f, probabilities[f], matters);
        }

        return matters;
    }

    private Scratch Read(ReadOnlySpan<char> text)
    {
        var s = scratch ??= new Scratch();
        model.Rule.Fold(text, s.Folded);
        s.Bag.CollectRows(s.Folded.Chars, families.Table.Index, model.Rule);
        return s;
    }

    private List<CauseScore> RankCauses(Scratch s, ReadOnlySpan<float> families, float worthAsking = FamilyWorthAsking)
    {
        var causes = new List<CauseScore>();
        for (var f = 0; f < Families.Count; f++)
        {
            if (families[f] < worthAsking || model.CauseClassifiers[f] is null) continue;
            var from = causes.Count;
            AddCauses(s, f, families[f], causes);
            foreach (var habit in model.Habits)
            {
                if (habit.Family != f || habit.Cause < 0) continue;
                var cause = causes[from + habit.Cause];
                causes[from + habit.Cause] = cause with { Family = Families[habit.Usual], Probability = cause.Probability * habit.Shares[habit.Usual] };
            }
        }

        causes.Sort(static (a, b) => b.Probability.CompareTo(a.Probability) is not 0 and var order ? order : string.CompareOrdinal(a.Cause, b.Cause));
        return causes;
    }

    private void AddCauses(Scratch s, int family, float probability, List<CauseScore> causes)
    {
        var buffer = Causes(s, family);
        var labels = model.CauseClassifiers[family]!.Classifier.Labels;
        for (var c = 0; c < labels.Count; c++) causes.Add(new CauseScore(labels[c], Families[family], probability * buffer[c]));
    }

    private Span<float> Causes(Scratch s, int family)
    {
        var known = model.CauseClassifiers[family]!;
        s.Subset.CollectSubset(s.Bag, known.Subset);
        var buffer = s.CauseBuffer(known.Classifier.Table.Padded);
        known.Classifier.Predict(s.Subset, buffer);
        return buffer;
    }

    /// <summary>Moves what the court files elsewhere. The habits come by family, so that the causes of each are asked for once.</summary>
    private void File(Scratch s, Span<float> probabilities)
    {
        if (model.Habits.Count == 0) return;
        Span<float> before = stackalloc float[Families.Count];
        probabilities[..Families.Count].CopyTo(before);
        var family = -1;
        var whole = 0f;
        Span<float> causes = [];
        foreach (var habit in model.Habits)
        {
            if (habit.Family != family)
            {
                family = habit.Family;
                whole = before[family];
                causes = whole >= FamilyWorthAsking && habit.Cause >= 0 ? Causes(s, family) : [];
            }

            if (whole < FamilyWorthAsking) continue;
            var moved = habit.Cause < 0 ? whole : whole * causes[habit.Cause];
            probabilities[family] -= moved;
            for (var f = 0; f < Families.Count; f++) probabilities[f] += moved * habit.Shares[f];
        }
    }

    private TextSignal SignalOf(Scratch s, ReadOnlySpan<float> probabilities) =>
        s.Folded.Length < FewestCharacters || s.Bag.Count < FewestFeatures ? TextSignal.TooLittleText
        : noDispute >= 0 && probabilities[noDispute] > 0.5f ? TextSignal.OutOfDomain
        : TextSignal.InDomain;

    /// <summary>The families share what the class of no dispute had.</summary>
    private void DropNoDispute(Span<float> probabilities)
    {
        if (noDispute < 0) return;
        var rest = Math.Max(1e-6f, 1 - probabilities[noDispute]);
        for (var f = 0; f < Families.Count; f++) probabilities[f] /= rest;
    }

    private int ArgMax(ReadOnlySpan<float> probabilities)
    {
        var best = 0;
        for (var f = 1; f < Families.Count; f++)
            if (probabilities[f] > probabilities[best])
                best = f;
        return best;
    }

    private sealed class Scratch
    {
        private float[] buffer = new float[WeightTable.Group * 2];
        private float[] causes = new float[WeightTable.Group * 8];

        public NormalizedText Folded { get; } = new();

        public FeatureBag Bag { get; } = new();

        public FeatureBag Subset { get; } = new();

        public Span<float> Buffer(int size) => Fit(ref buffer, size);

        public Span<float> CauseBuffer(int size) => Fit(ref causes, size);

        public Span<float> Probabilities(int classes) => buffer.AsSpan(0, classes);

        private static Span<float> Fit([NotNull] ref float[] array, int size)
        {
            if (array.Length < size) array = new float[size];
            return array.AsSpan(0, size);
        }
    }
}
