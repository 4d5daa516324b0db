namespace Triage.Model.Linear;

/// <summary>Sublinear term frequency and smoothed inverse document frequency, both kept in eight bits so that training and predicting see the same numbers.</summary>
internal static class Weighting
{
    private const float IdfStep = 1 / 16f;
    private const float ValueFloor = 1 / 16f;
    private const float ValueCodesPerOctave = 20f;

    /// <summary>1 + ln(count).</summary>
    public static readonly float[] TermFrequency = [.. Enumerable.Range(0, 256).Select(count => count == 0 ? 0 : 1 + MathF.Log(count))];

    /// <summary>idf = code / 16.</summary>
    public static readonly float[] Idf = [.. Enumerable.Range(0, 256).Select(code => code * IdfStep)];

    /// <summary>tf·idf as the row store keeps it: 20 codes an octave from 1/16, at most 1.7 % off.</summary>
    public static readonly float[] Value = [.. Enumerable.Range(0, 256).Select(code => ValueFloor * MathF.Pow(2, code / ValueCodesPerOctave))];

    public static byte IdfCode(double rows, double rowsWithFeature) =>
        (byte)Math.Clamp(Math.Round((1 + Math.Log((1 + rows) / (1 + rowsWithFeature))) / IdfStep), 1, 255);

    public static byte ValueCode(float value) => (byte)Math.Clamp(MathF.Round(MathF.Log2(value / ValueFloor) * ValueCodesPerOctave), 0, 255);
}
