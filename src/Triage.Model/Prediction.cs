namespace Triage.Model;

/// <summary>A class and its probability (0 to 1).</summary>
public sealed record LabelScore(string Label, double Probability);

/// <summary>A cause, the family it belongs to, and its probability (family and cause together, 0 to 1).</summary>
public sealed record CauseScore(string Cause, string Family, double Probability);

/// <summary>Words of the text that speak for (positive weight) or against (negative weight) the predicted family.</summary>
/// <param name="Text">The words as sent.</param>
/// <param name="Start">UTF-16 offset into the text as sent.</param>
/// <param name="Length">In UTF-16 code units.</param>
/// <param name="Weight">What the words add to the log odds of the family.</param>
public sealed record EvidenceSpan(string Text, int Start, int Length, double Weight);

/// <summary>Whether the text is one that the model can judge at all.</summary>
public enum TextSignal
{
    /// <summary>A story of the kind the model was trained on.</summary>
    InDomain,

    /// <summary>Too little text that the model knows.</summary>
    TooLittleText,

    /// <summary>No dispute as far as the model can tell: empty talk, another language, a poem, a copied statute.</summary>
    OutOfDomain,
}

/// <summary>What the model thinks of one text.</summary>
/// <param name="Family">Most probable family.</param>
/// <param name="Probability">Calibrated probability of the family.</param>
/// <param name="Families">All families, most probable first.</param>
/// <param name="Cause">Most probable cause within the family, or null where the model knows no cause of that family.</param>
/// <param name="CauseProbability">Of family and cause together.</param>
/// <param name="Causes">At most three causes, most probable first; may reach into other families.</param>
/// <param name="Abstained">The probability is below the threshold that the card states, or the text is not one to judge.</param>
/// <param name="Signal">Why the text may not be one to judge.</param>
/// <param name="Evidence">In the order of the text.</param>
public sealed record Prediction(
    string Family,
    double Probability,
    IReadOnlyList<LabelScore> Families,
    string? Cause,
    double? CauseProbability,
    IReadOnlyList<CauseScore> Causes,
    bool Abstained,
    TextSignal Signal,
    IReadOnlyList<EvidenceSpan> Evidence);

/// <summary>The cheap answer for batches: index into <see cref="PredictionEngine.Families"/> and its probability.</summary>
public readonly record struct FamilyPrediction(int Family, float Probability);
