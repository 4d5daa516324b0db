using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Triage.Training.Commands;
using Triage.Training.Store;

namespace Triage.Training;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EvaluationReport))]
[JsonSerializable(typeof(PredictedRow))]
[JsonSerializable(typeof(PredictReport))]
[JsonSerializable(typeof(Comparison))]
[JsonSerializable(typeof(ImportedRow))]
[JsonSerializable(typeof(ImportReport))]
internal sealed partial class TrainingJson : JsonSerializerContext
{
    /// <summary>Chinese stays Chinese in files that people read.</summary>
    public static TrainingJson Plain { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.General) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
