using BenchmarkDotNet.Attributes;
using Triage.Model;

namespace Triage.Benchmarks;

/// <summary>Fifty thousand texts of 57 characters on all cores; an operation is one text.</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 2, iterationCount: 6)]
public class BatchBenchmarks
{
    private const int Rows = 50_000;
    private PredictionEngine engine = null!;
    private NaiveBayes bayes = null!;
    private string[] texts = [];
    private FamilyPrediction[] results = [];

    [GlobalSetup]
    public void Setup()
    {
        var rows = SampleRows.Read();
        engine = ModelFile.Load(ModelFile.DefaultPath).CreatePredictionEngine();
        bayes = new NaiveBayes(rows);
        var all = string.Concat(rows.Select(row => row.Text));
        texts = [.. Enumerable.Range(0, Rows).Select(i => all.Substring(i * 37 % (all.Length - 57), 57))];
        results = new FamilyPrediction[Rows];
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Rows)]
    public int NaiveBayes()
    {
        var sum = 0;
        Parallel.For(0, texts.Length, i => Interlocked.Add(ref sum, bayes.Predict(texts[i]).Length));
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Rows)]
    public FamilyPrediction[] Families()
    {
        engine.PredictFamilies(texts, results);
        return results;
    }
}
