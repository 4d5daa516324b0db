using BenchmarkDotNet.Attributes;
using Triage.Model;

namespace Triage.Benchmarks;

/// <summary>Loading the shipped model; training on the project's own narratives, with cross-validation and calibration, against the baseline's counting.</summary>
[MemoryDiagnoser]
[SimpleJob(launchCount: 1, warmupCount: 1, iterationCount: 5)]
public class LifeBenchmarks
{
    private List<TextRow> rows = [];
    private byte[] file = [];

    [GlobalSetup]
    public void Setup()
    {
        rows = SampleRows.Read();
        file = File.ReadAllBytes(ModelFile.DefaultPath);
    }

    [Benchmark(Baseline = true)]
    public NaiveBayes TrainNaiveBayes() => new(rows);

    [Benchmark]
    public TriageModel Train() => Trainers.ByName[Trainers.Default](new LinearTrainerOptions { TrainedOn = new DateOnly(2026, 1, 1), Longest = 3 }).Fit(rows);

    [Benchmark]
    public TriageModel Load() => ModelFile.Load(new MemoryStream(file));
}
