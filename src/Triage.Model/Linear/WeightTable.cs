using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Triage.Model.Linear;

/// <summary>
/// Weights of a trained machine in eight bits, feature by feature: C weights, the code of the row's scale, the code of the feature's weight (<see cref="Weighting"/>). Immutable.
/// Scoring is one sparse gather-add, sixteen classes an instruction.
/// </summary>
internal sealed class WeightTable
{
    /// <summary>Classes are scored in groups of sixteen, so a buffer of scores has this many places.</summary>
    public const int Group = 16;

    private const float LargestScale = 4f;
    private const float ScaleCodesPerOctave = 10f;
    private static readonly float[] Scales = [.. Enumerable.Range(0, 256).Select(code => LargestScale * MathF.Pow(2, -code / ScaleCodesPerOctave))];

    private readonly byte[] rows;
    private readonly int stride;

    // Rows are followed by sixteen bytes of padding, because groups are loaded whole.
    public WeightTable(RankedIndex index, byte[] rows, float[] bias)
    {
        Index = index;
        Classes = bias.Length;
        stride = Classes + 2;
        if (rows.Length != Size(index.Count, Classes)) throw new ArgumentException("Rows do not match the index.", nameof(rows));
        this.rows = rows;
        Bias = bias;
        Padded = (Classes + Group - 1) / Group * Group;
    }

    public RankedIndex Index { get; }

    public int Classes { get; }

    /// <summary>Classes rounded up to whole groups: the length of a buffer of scores.</summary>
    public int Padded { get; }

    public float[] Bias { get; }

    public ReadOnlySpan<byte> Rows => rows;

    public static int Size(int count, int classes) => checked((count * (classes + 2)) + Group);

    public static WeightTable Quantize(RankedIndex index, ReadOnlySpan<byte> weights, IReadOnlyList<ClassBlock> blocks, int classes)
    {
        var rows = new byte[Size(index.Count, classes)];
        var stride = classes + 2;
        for (var f = 0; f < index.Count; f++)
        {
            var value = Weighting.Value[weights[f]];
            var largest = 0f;
            for (var c = 0; c < classes; c++) largest = Math.Max(largest, Math.Abs(Weight(blocks, f, c)) * value);
            // The smallest scale with which the largest weight still fits.
            var code = largest == 0 ? 255 : (int)Math.Clamp(MathF.Floor(MathF.Log2(LargestScale * 127 / largest) * ScaleCodesPerOctave), 0, 255);
            var row = rows.AsSpan(f * stride, stride);
            for (var c = 0; c < classes; c++)
                row[c] = (byte)(sbyte)Math.Clamp(MathF.Round(Weight(blocks, f, c) * value / Scales[code]), -127, 127);
            row[classes] = (byte)code;
            row[classes + 1] = weights[f];
        }

        var bias = new float[classes];
        for (var c = 0; c < classes; c++) bias[c] = blocks[c / DualCoordinateDescent.Lanes].Bias[c % DualCoordinateDescent.Lanes];
        return new WeightTable(index, rows, bias);
    }

    /// <summary>What one occurrence of the feature adds to the class, before the division by the norm.</summary>
    public float Contribution(uint row, int label)
    {
        var at = ((int)row * stride) + label;
        return (sbyte)rows[at] * Scales[rows[at - label + Classes]];
    }

    /// <summary>Code of the weight of a known feature: see <see cref="Weighting.Value"/>.</summary>
    public byte WeightCode(uint row) => rows[((int)row * stride) + Classes + 1];

    /// <summary>Weight of a known feature.</summary>
    public float Weight(uint row) => Weighting.Value[rows[((int)row * stride) + Classes + 1]];

    /// <summary>Margins of all classes, into a buffer of length <see cref="Padded"/>; what lies behind the classes is meaningless.</summary>
    /// <returns>Euclidean norm of the features, 0 when none is known.</returns>
    public unsafe float Score(FeatureBag bag, Span<float> scores)
    {
        scores.Clear();
        var squares = 0f;
        var ids = bag.Ids;
        var counts = bag.Counts;
        fixed (byte* table = rows)
        fixed (float* scales = Scales, values = Weighting.Value, frequencies = Weighting.TermFrequency, sums = scores)
        {
            if (Padded == Group)
            {
                var sum = Vector512<float>.Zero;
                for (var i = 0; i < ids.Length; i++)
                {
                    var row = table + ((long)ids[i] * stride);
                    var frequency = frequencies[counts[i]];
                    sum = Vector512.MultiplyAddEstimate(Widen(row), Vector512.Create(frequency * scales[row[Classes]]), sum);
                    var value = frequency * values[row[Classes + 1]];
                    squares += value * value;
                }

                sum.Store(sums);
            }
            else
            {
                for (var i = 0; i < ids.Length; i++)
                {
                    var row = table + ((long)ids[i] * stride);
                    var frequency = frequencies[counts[i]];
                    var scale = Vector512.Create(frequency * scales[row[Classes]]);
                    for (var c = 0; c < Padded; c += Group)
                        Vector512.MultiplyAddEstimate(Widen(row + c), scale, Vector512.Load(sums + c)).Store(sums + c);
                    var value = frequency * values[row[Classes + 1]];
                    squares += value * value;
                }
            }
        }

        var norm = MathF.Sqrt(squares);
        var inverse = norm > 0 ? 1 / norm : 0;
        for (var c = 0; c < Classes; c++) scores[c] = (scores[c] * inverse) + Bias[c];
        return norm;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector512<float> Widen(byte* at)
    {
        var bytes = Vector128.Load((sbyte*)at);
        if (Avx512F.IsSupported) return Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(bytes));
        var (low, high) = Vector256.Widen(Vector256.WidenLower(bytes.ToVector256Unsafe()));
        return Vector512.ConvertToSingle(Vector512.Create(low, high));
    }

    private static float Weight(IReadOnlyList<ClassBlock> blocks, int feature, int label) =>
        blocks[label / DualCoordinateDescent.Lanes].Weights[(feature * DualCoordinateDescent.Lanes) + (label % DualCoordinateDescent.Lanes)];
}
