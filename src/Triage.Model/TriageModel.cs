using Triage.Model.Linear;
using Triage.Model.Text;

namespace Triage.Model;

/// <summary>A trained model: immutable, safe to share. Load one with <see cref="ModelFile"/>, fit one with <see cref="Trainers"/>.</summary>
public sealed class TriageModel : ITransformer
{
    /// <summary>The class of texts that are no dispute at all. It is never a prediction: it shows as <see cref="TextSignal.OutOfDomain"/>.</summary>
    public const string NoDispute = "none";

    private readonly ulong[] textHashes;

    internal TriageModel(ModelCard card, GramRule rule, LinearClassifier families, IReadOnlyList<CauseClassifier?> causes, ulong[] textHashes)
    {
        Card = card;
        Rule = rule;
        FamilyClassifier = families;
        CauseClassifiers = causes;
        this.textHashes = textHashes;
    }

    public ModelCard Card { get; }

    /// <summary>Which n-grams are features.</summary>
    internal GramRule Rule { get; }

    internal LinearClassifier FamilyClassifier { get; }

    /// <summary>By position of the family; null where no cause is known.</summary>
    internal IReadOnlyList<CauseClassifier?> CauseClassifiers { get; }

    internal ReadOnlySpan<ulong> TextHashes => textHashes;

    public PredictionEngine CreatePredictionEngine() => new(this);

    /// <summary>Whether the text, after folding, was among the training rows: what a test of leakage asks.</summary>
    public bool WasTrainedOn(string text) => Array.BinarySearch(textHashes, Hash(text)) >= 0;

    /// <summary>64-bit hash of the folded text: texts that differ in width, blanks or masked names only are the same text.</summary>
    public static ulong Hash(string text)
    {
        var folded = new NormalizedText();
        Normalizer.Normalize(text, folded);
        var hash = 14695981039346656037UL;
        foreach (var c in folded.Chars) hash = (hash ^ c) * 1099511628211UL;
        return hash;
    }
}

/// <summary>The causes of one family, over those of the family model's features that its rows use.</summary>
internal sealed record CauseClassifier(RankedIndex Subset, LinearClassifier Classifier);
