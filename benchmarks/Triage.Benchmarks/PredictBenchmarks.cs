using BenchmarkDotNet.Attributes;
using Triage.Model;

namespace Triage.Benchmarks;

/// <summary>One narrative by the shipped model: family only, everything with evidence, and the baseline.</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 3, iterationCount: 8)]
public class PredictBenchmarks
{
    private PredictionEngine engine = null!;
    private NaiveBayes bayes = null!;
    private string text = "";

    [Params(60, 200, 2000)]
    public int Characters { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var rows = SampleRows.Read();
        engine = ModelFile.Load(ModelFile.DefaultPath).CreatePredictionEngine();
        bayes = new NaiveBayes(rows);
        text = SampleRows.Text(rows, Characters);
    }

    [Benchmark(Baseline = true)]
    public string NaiveBayes() => bayes.Predict(text);

    [Benchmark]
    public FamilyPrediction Family() => engine.PredictFamily(text);

    [Benchmark]
    public Prediction Everything() => engine.Predict(text);
}
