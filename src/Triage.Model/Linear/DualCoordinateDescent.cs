using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Triage.Model.Linear;

/// <param name="Epochs">Passes over the rows.</param>
/// <param name="Cost">C of the support vector machine: the price of an error against the size of the weights.</param>
/// <param name="PositiveCost">What an error on a row of the class itself costs against one on a row of another class.</param>
/// <param name="Seed">Order of the rows.</param>
internal sealed record DescentOptions(int Epochs = 8, float Cost = 1, float PositiveCost = 1, int Seed = 1);

/// <summary>
/// One-vs-rest linear support vector machines with squared hinge loss, by dual coordinate descent (Hsieh et al., ICML 2008). Eight classes share a pass:
/// a feature's eight weights lie side by side, so that one load serves eight machines. Blocks of eight are independent, hence two cores give the same bits as one.
/// The rows of a part are visited in shuffled order, part after part in shuffled order.
/// </summary>
internal static class DualCoordinateDescent
{
    public const int Lanes = 8;

    /// <summary>Fits all classes.</summary>
    /// <returns>One block for every eight classes.</returns>
    /// <remarks>Blocks to resume go on from where they were, for instance with rows that were left out before. With a start the machines stay close to it: the size of the difference is what is kept small. Rows of the part <paramref name="leftOut"/> are skipped; -1 skips none.</remarks>
    public static ClassBlock[] Train(RowStore rows, int features, int classes, DescentOptions options, int leftOut, int threads, CancellationToken cancellation, ClassBlock[]? start = null, ClassBlock[]? resume = null, DualVariables? duals = null)
    {
        var blocks = resume ?? [.. Enumerable.Range(0, (classes + Lanes - 1) / Lanes).Select(block => ClassBlock.From(features, start?[block]))];
        using var own = duals is null ? new DualVariables(rows, blocks.Length) : null;
        var alphas = duals ?? own!;
        // A few hundred rows of one court must not move what is said of a text without known words: a start keeps its constant.
        var constant = start is null ? 1f : 0f;
        var random = new SplitMix(options.Seed);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        int[] parts = [.. Enumerable.Range(0, rows.Parts)];
        var order = Array.Empty<int>();
        RowPart? part = null;
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            random.Shuffle(parts);
            foreach (var p in parts)
            {
                cancellation.ThrowIfCancellationRequested();
                part = rows.Read(p, part);
                if (part.Count == 0) continue;
                if (order.Length != part.Count) order = new int[part.Count];
                for (var i = 0; i < order.Length; i++) order[i] = i;
                random.Shuffle(order);
                var (visited, visit) = (part, order);
                Parallel.For(0, blocks.Length, parallel, block =>
                    VisitRows(visited, visit, alphas.Load(visited, block), blocks[block], block * Lanes, options, leftOut, constant));
                alphas.Store(part);
            }
        }

        return blocks;
    }

    private static unsafe void VisitRows(RowPart part, int[] order, float[] alphas, ClassBlock block, int firstClass, DescentOptions options, int leftOut, float constant)
    {
        var firstOrdinal = part.Rows[0].Ordinal;
        var bias = Vector256.Create(block.Bias);
        var lane = Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7) + Vector256.Create(firstClass);
        fixed (float* weights = block.Weights, values = Weighting.Value, alpha = alphas)
        {
            foreach (var at in order)
            {
                ref readonly var row = ref part.Rows[at];
                if (row.Label < 0 || row.Fold == leftOut) continue;
                var entries = part.Entries(row);
                var score = Score(weights, values, entries) * row.Scale + bias;

                var own = Vector256.Equals(lane, Vector256.Create((int)row.Label)).AsSingle();
                var sign = Vector256.ConditionalSelect(own, Vector256<float>.One, -Vector256<float>.One);
                var cost = Vector256.ConditionalSelect(own, Vector256.Create(options.PositiveCost), Vector256<float>.One) * (options.Cost * row.Cost);
                var diagonal = Vector256.Create(0.5f) / cost;
                var place = alpha + ((long)(row.Ordinal - firstOrdinal) * Lanes);
                var old = Vector256.Load(place);
                var gradient = sign * score - Vector256<float>.One + old * diagonal;
                // Squared norm is 1 (scaled) plus that of the constant feature.
                var updated = Vector256.Max(old - gradient / (Vector256.Create(1 + constant) + diagonal), Vector256<float>.Zero);
                if (row.Ignored >= 0)
                    updated = Vector256.ConditionalSelect(Vector256.Equals(lane, Vector256.Create((int)row.Ignored)).AsSingle(), old, updated);
                var step = (updated - old) * sign;
                if (Vector256.LessThanAll(Vector256.Abs(step), Vector256.Create(1e-6f))) continue;

                Vector256.Store(updated, place);
                bias += step * constant;
                Update(weights, values, entries, step * row.Scale);
            }
        }

        bias.CopyTo(block.Bias);
    }

    /// <summary>Margins of all classes on one row.</summary>
    public static unsafe void Margins(RowPart part, in RowStore.Row row, ReadOnlySpan<ClassBlock> blocks, Span<float> margins)
    {
        var entries = part.Entries(row);
        Span<float> lanes = stackalloc float[Lanes];
        for (var b = 0; b < blocks.Length; b++)
        {
            fixed (float* weights = blocks[b].Weights, values = Weighting.Value)
                (Score(weights, values, entries) * row.Scale).CopyTo(lanes);
            for (var lane = 0; lane < Lanes && (b * Lanes) + lane < margins.Length; lane++)
                margins[(b * Lanes) + lane] = lanes[lane] + blocks[b].Bias[lane];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<float> Score(float* weights, float* values, ReadOnlySpan<uint> entries)
    {
        var even = Vector256<float>.Zero;
        var odd = Vector256<float>.Zero;
        ref var first = ref MemoryMarshal.GetReference(entries);
        var i = 0;
        for (; i + 1 < entries.Length; i += 2)
        {
            var a = Unsafe.Add(ref first, i);
            var b = Unsafe.Add(ref first, i + 1);
            even = Vector256.MultiplyAddEstimate(Vector256.Load(weights + (long)(a & 0xFFFFFF) * Lanes), Vector256.Create(values[a >> 24]), even);
            odd = Vector256.MultiplyAddEstimate(Vector256.Load(weights + (long)(b & 0xFFFFFF) * Lanes), Vector256.Create(values[b >> 24]), odd);
        }

        if (i < entries.Length)
        {
            var a = Unsafe.Add(ref first, i);
            even = Vector256.MultiplyAddEstimate(Vector256.Load(weights + (long)(a & 0xFFFFFF) * Lanes), Vector256.Create(values[a >> 24]), even);
        }

        return even + odd;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Update(float* weights, float* values, ReadOnlySpan<uint> entries, Vector256<float> step)
    {
        foreach (var entry in entries)
        {
            var at = weights + (long)(entry & 0xFFFFFF) * Lanes;
            Vector256.Store(Vector256.MultiplyAddEstimate(step, Vector256.Create(values[entry >> 24]), Vector256.Load(at)), at);
        }
    }
}

/// <summary>The weights of eight classes, feature by feature.</summary>
internal sealed class ClassBlock(int features)
{
    public float[] Weights { get; } = GC.AllocateArray<float>(features * DualCoordinateDescent.Lanes, pinned: true);

    public float[] Bias { get; } = new float[DualCoordinateDescent.Lanes];

    public static ClassBlock From(int features, ClassBlock? start)
    {
        var block = new ClassBlock(features);
        start?.Weights.CopyTo(block.Weights, 0);
        start?.Bias.CopyTo(block.Bias, 0);
        return block;
    }
}
