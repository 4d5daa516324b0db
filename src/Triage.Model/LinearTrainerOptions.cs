namespace Triage.Model;

/// <summary>Settings of the linear trainer. All of them go into the card.</summary>
public sealed record LinearTrainerOptions
{
    public int Seed { get; init; } = 1;

    /// <summary>Longest n-gram, 1 to 4 characters.</summary>
    public int Longest { get; init; } = 4;

    /// <summary>N-grams may reach over punctuation.</summary>
    public bool CrossBreaks { get; init; }

    /// <summary>Punctuation and digits stay what they are; only width and case are folded.</summary>
    public bool Plain { get; init; }

    /// <summary>Beginning and end of the text are part of n-grams.</summary>
    public bool Edges { get; init; }

    /// <summary>
    /// How much more a feature counts that only some classes use: its weight is multiplied by (divergence of its classes from all rows) to this power. 0 leaves idf alone.
    /// Worth having where each class has thousands of rows. With one part left out it is learned without that part.
    /// </summary>
    public double ClassWeight { get; init; }

    /// <summary>log2 of the number of hash buckets, 16 to 26.</summary>
    public int Bits { get; init; } = 22;

    /// <summary>An n-gram in fewer rows is not a feature.</summary>
    public int MinRows { get; init; } = 2;

    public int Epochs { get; init; } = 10;

    /// <summary>Price of an error in the family machines.</summary>
    public double Cost { get; init; } = 3;

    /// <summary>What missing a row of the class costs against a false alarm.</summary>
    public double PositiveCost { get; init; } = 1;

    /// <summary>
    /// The same where a model is continued. A court's own few hundred cases correct a model, they do not refute it: dearer errors bend it to single cases and cost
    /// elsewhere. Families come as they come then, without <see cref="Balance"/>.
    /// </summary>
    public double OwnCost { get; init; } = 1;

    /// <summary>
    /// How far rare families are lifted: 0 leaves the rows as they come, 1 gives every family the same total weight.
    /// </summary>
    public double Balance { get; init; } = 0.5;

    /// <summary>Price of an error in the cause machines.</summary>
    public double CauseCost { get; init; } = 2;

    /// <summary>Features of the family model that are kept.</summary>
    public int MostFeatures { get; init; } = 250_000;

    /// <summary>Features of the cause model of each family that are kept.</summary>
    public int MostCauseFeatures { get; init; } = 30_000;

    /// <summary>Words that evidence is told in, at most; 0 leaves characters.</summary>
    public int MostWords { get; init; } = 60_000;

    /// <summary>Parts of the cross-validation. 1 leaves a tenth out once: for data where five trainings take too long.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Share of the cases that a person can read.</summary>
    public double Budget { get; init; } = 20.0 / 120;

    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Date in the card. Part of the input: the same input on the same kind of processor gives the same bytes.</summary>
    public DateOnly TrainedOn { get; init; }

    /// <summary>Version of the code, for the card.</summary>
    public string CodeVersion { get; init; } = typeof(LinearTrainerOptions).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>A model to continue: its weights are where the new ones start from and are pulled back to.</summary>
    public TriageModel? Base { get; init; }

    /// <summary>Where the rows come from, for the card.</summary>
    public IReadOnlyList<DataSource> Data { get; init; } = [];
}
