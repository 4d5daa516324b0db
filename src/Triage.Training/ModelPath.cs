using Triage.Model;

namespace Triage.Training;

/// <summary>A model given on the command line: a file, or <c>default</c> for the shipped one.</summary>
internal static class ModelPath
{
    public static string Resolve(string model) => model == "default" ? ModelFile.DefaultPath : model;

    public static TriageModel Load(string model) => ModelFile.Load(Resolve(model));
}
