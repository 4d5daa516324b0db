namespace Triage.Training.Rows;

/// <summary>A row as it stands in a data file.</summary>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Split">"test" keeps a row from ever being trained on.</param>
/// <param name="Options">Causes to choose from, where the row is a multiple-choice question.</param>
/// <param name="Answer">Key of the right option.</param>
/// <param name="Unanimous">Whether those who labelled the row agreed, where it says so.</param>
internal sealed record DataRow(
    int Line, string? Id, string Text, string? Family, string? Cause, string? Second, float? Weight, string? Register, string? Split,
    IReadOnlyDictionary<string, string>? Options = null, string? Answer = null, bool? Unanimous = null);
