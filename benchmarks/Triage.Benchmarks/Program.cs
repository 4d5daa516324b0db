using BenchmarkDotNet.Running;
using Triage.Benchmarks;

if (args is ["figures"]) await FigureBenchmarks.RunAsync();
else BenchmarkSwitcher.FromAssembly(typeof(FigureBenchmarks).Assembly).Run(args);
