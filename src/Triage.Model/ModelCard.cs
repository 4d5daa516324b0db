using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Triage.Model.Calibration;
using Triage.Model.Evaluation;
using Triage.Model.Store;

namespace Triage.Model;

/// <summary>What a model says about itself. It travels inside the model file; a court can read it without running anything.</summary>
public sealed record ModelCard
{
    /// <summary>Date of training and the beginning of the hash of the weights.</summary>
    public required string Version { get; init; }

    public required DateOnly TrainedOn { get; init; }

    public required string Trainer { get; init; }

    /// <summary>Version of the code that trained.</summary>
    public required string CodeVersion { get; init; }

    public required int Seed { get; init; }

    /// <summary>Name of the model that this one continues, or null.</summary>
    public string? Base { get; init; }

    public required IReadOnlyList<DataSource> Data { get; init; }

    public required int Rows { get; init; }

    public required IReadOnlyList<string> Families { get; init; }

    /// <summary>Known causes of each family.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Causes { get; init; }

    /// <summary>Out-of-fold figures over the rows that count for calibration.</summary>
    public required Scorecard CrossValidation { get; init; }

    /// <summary>Out-of-fold accuracy of each register (who speaks).</summary>
    public IReadOnlyDictionary<string, RegisterScore> Registers { get; init; } = new Dictionary<string, RegisterScore>();

    public required Calibrator Calibration { get; init; }

    public required AbstentionThreshold Abstention { get; init; }

    /// <summary>Settings of the trainer, by name.</summary>
    public required IReadOnlyDictionary<string, double> Settings { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, ModelJson.Default.ModelCard);
}

/// <summary>One training file.</summary>
/// <param name="Name">File name without its folder.</param>
/// <param name="Sha256">Of its bytes, hexadecimal.</param>
/// <param name="Rows">Rows used.</param>
/// <param name="Weight">Mean weight of a row.</param>
public sealed record DataSource(string Name, string Sha256, int Rows, double Weight);

/// <param name="Rows">Rows of the register.</param>
/// <param name="Accuracy">Out of fold.</param>
/// <param name="Confidence">Mean probability of the predictions: equal to the accuracy when calibrated.</param>
public sealed record RegisterScore(int Rows, double Accuracy, double Confidence);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = false, UseStringEnumConverter = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ModelCard))]
[JsonSerializable(typeof(Scorecard))]
[JsonSerializable(typeof(ModelHistory))]
internal sealed partial class ModelJson : JsonSerializerContext
{
    /// <summary>Chinese stays Chinese in files that people read.</summary>
    public static ModelJson Plain { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
