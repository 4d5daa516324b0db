namespace Triage.Model;

/// <summary>The trainers by name. A new one is a folder and a line here.</summary>
public static class Trainers
{
    public const string Default = "linear-svm";

    public static IReadOnlyDictionary<string, Func<LinearTrainerOptions, IEstimator<TriageModel>>> ByName { get; } =
        new Dictionary<string, Func<LinearTrainerOptions, IEstimator<TriageModel>>>(StringComparer.Ordinal)
        {
            ["linear-svm"] = options => new Linear.LinearTrainer(options),
        };
}
