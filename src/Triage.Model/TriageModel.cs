using Triage.Model.Linear;
using Triage.Model.Text;

namespace Triage.Model;

/// <summary>A trained model: immutable, safe to share. Load one with <see cref="ModelFile"/>, fit one with <see cref="Trainers"/>.</summary>
public sealed class TriageModel : ITransformer
{
    /// <summary>The class of texts that are no dispute at all. It is never a prediction: it shows as <see cref="TextSignal.OutOfDomain"/>.</summary>
    public const string NoDispute = "none";

    [ThreadStatic]
    private static NormalizedText? hashed;

    private readonly ulong[] textHashes;

    internal TriageModel(ModelCard card, GramRule rule, Lexicon lexicon, LinearClassifier families, IReadOnlyList<CauseClassifier?> causes, ulong[] textHashes, IReadOnlyList<FilingHabit>? habits = null)
    {
        Card = card;
        Rule = rule;
        Lexicon = lexicon;
        FamilyClassifier = families;
        CauseClassifiers = causes;
        Habits = habits ?? [];
        this.textHashes = textHashes;
    }

    public ModelCard Card { get; }

    /// <summary>Which n-grams are features.</summary>
    internal GramRule Rule { get; }

    /// <summary>The words that evidence is told in.</summary>
    internal Lexicon Lexicon { get; }

    internal LinearClassifier FamilyClassifier { get; }

    /// <summary>By position of the family; null where no cause is known.</summary>
    internal IReadOnlyList<CauseClassifier?> CauseClassifiers { get; }

    /// <summary>Where the court files what the model that this one continues files elsewhere; by family.</summary>
    internal IReadOnlyList<FilingHabit> Habits { get; }

    internal ReadOnlySpan<ulong> TextHashes => textHashes;

    public PredictionEngine CreatePredictionEngine() => new(this);

    /// <summary>Whether the text, after folding, was among the training rows: what a test of leakage asks.</summary>
    public bool WasTrainedOn(string text) => Array.BinarySearch(textHashes, Hash(text)) >= 0;

    /// <summary>64-bit hash of the folded text: texts that differ in width, blanks or masked names only are the same text.</summary>
    public static ulong Hash(string text)
    {
        hashed ??= new NormalizedText();
        Normalizer.Normalize(text, hashed);
        var hash = 14695981039346656037UL;
        foreach (var c in hashed.Chars) hash = (hash ^ c) * 1099511628211UL;
        return hash;
    }
}

/// <summary>The causes of one family, over those of the family model's features that its rows use.</summary>
internal sealed record CauseClassifier(RankedIndex Subset, LinearClassifier Classifier);
