using Triage.Model;

namespace Triage.Training;

/// <summary>Trainer settings by name.</summary>
internal static class Settings
{
    public static LinearTrainerOptions Apply(LinearTrainerOptions options, IEnumerable<(string Name, double Value)> settings)
    {
        foreach (var (name, value) in settings)
        {
            options = (name, value) switch
            {
                ("longest", >= 1 and <= 4) => options with { Longest = (int)value },
                ("crossBreaks", 0 or 1) => options with { CrossBreaks = value == 1 },
                ("plain", 0 or 1) => options with { Plain = value == 1 },
                ("edges", 0 or 1) => options with { Edges = value == 1 },
                ("classWeight", >= 0 and <= 2) => options with { ClassWeight = value },
                ("bits", >= 16 and <= 26) => options with { Bits = (int)value },
                ("minRows", >= 1 and <= 1000) => options with { MinRows = (int)value },
                ("epochs", >= 1 and <= 1000) => options with { Epochs = (int)value },
                ("cost", > 0) => options with { Cost = value },
                ("ownCost", > 0) => options with { OwnCost = value },
                ("positiveCost", > 0) => options with { PositiveCost = value },
                ("causeCost", > 0) => options with { CauseCost = value },
                ("balance", >= 0 and <= 1) => options with { Balance = value },
                ("mostFeatures", >= 1) => options with { MostFeatures = (int)value },
                ("mostCauseFeatures", >= 1) => options with { MostCauseFeatures = (int)value },
                ("mostWords", >= 0 and <= 1_000_000) => options with { MostWords = (int)value },
                ("folds", >= 1 and <= 20) => options with { Folds = (int)value },
                ("budget", >= 0 and < 1) => options with { Budget = value },
                ("threads", >= 1 and <= 256) => options with { Threads = (int)value },
                _ => throw new InputException("--set", 0, $"没有此设置或数值超出范围：{name}={value}"),
            };
        }

        return options;
    }
}
