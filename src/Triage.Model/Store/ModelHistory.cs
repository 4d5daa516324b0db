using System.Text.Json;

namespace Triage.Model.Store;

/// <param name="At">When.</param>
/// <param name="Action">promote or rollback.</param>
/// <param name="File">The model in force from then on.</param>
/// <param name="Version">Its version.</param>
/// <param name="By">Who did it, where it was written down.</param>
/// <param name="Figures">What its card says, where it was written down.</param>
public sealed record ModelEvent(DateTimeOffset At, string Action, string File, string Version, string? By = null, ModelFigures? Figures = null);

/// <summary>The few figures of a card that tell two models apart.</summary>
/// <param name="TrainedOn">Date of training.</param>
/// <param name="Rows">Rows trained on.</param>
/// <param name="Accuracy">Out of fold.</param>
/// <param name="MacroF1">Out of fold.</param>
/// <param name="CalibrationError">Out of fold.</param>
/// <param name="Base">Version of the model that it continues, or null.</param>
public sealed record ModelFigures(DateOnly TrainedOn, int Rows, double Accuracy, double MacroF1, double CalibrationError, string? Base)
{
    public static ModelFigures Of(ModelCard card) => new(
        card.TrainedOn, card.Rows, card.CrossValidation.Accuracy.Value, card.CrossValidation.MacroF1.Value, card.CrossValidation.ExpectedCalibrationError, card.Base);
}

/// <summary>What a store has gone through, oldest first; the last entry is in force.</summary>
public sealed record ModelHistory(IReadOnlyList<ModelEvent> Events)
{
    /// <summary>The file that the history is kept in, beside the model in force.</summary>
    public const string FileName = "history.json";

    /// <summary>The history beside a model file; empty where none is kept.</summary>
    /// <exception cref="JsonException">The file is no history.</exception>
    public static ModelHistory Beside(string modelPath)
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(modelPath))!, FileName);
        return File.Exists(path) ? Parse(File.ReadAllText(path)) : new ModelHistory([]);
    }

    /// <exception cref="JsonException">The text is no history.</exception>
    public static ModelHistory Parse(string json) =>
        JsonSerializer.Deserialize(json, ModelJson.Default.ModelHistory) is { Events: not null } history ? history : throw new JsonException("events");

    public string ToJson() => JsonSerializer.Serialize(this, ModelJson.Plain.ModelHistory);
}
