using BenchmarkDotNet.Running;
using Triage.Benchmarks;

if (args is ["figures", .. var providers]) await FigureBenchmarks.RunAsync(providers.Length > 0 ? providers : ["sqlite", "postgresql"]);
else BenchmarkSwitcher.FromAssembly(typeof(FigureBenchmarks).Assembly).Run(args);
