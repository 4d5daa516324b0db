using System.Reflection;
using System.Text;
using Triage.Api.Court;

namespace Triage.Tests.Court;

/// <summary>A copy of the sample court in a directory of its own, to be spoilt by one test.</summary>
internal sealed class CourtFiles : IDisposable
{
    public static readonly string Sample = Path.Combine(
        typeof(CourtFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!, "data/sample/court");

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("court-");

    public CourtFiles()
    {
        foreach (var file in Directory.EnumerateFiles(Sample, "*.csv")) File.Copy(file, PathOf(Path.GetFileName(file)));
    }

    public string PathOf(string file) => Path.Combine(_directory.FullName, file);

    public CourtSetupLoad Load() => CourtSetup.Load(_directory.FullName);

    /// <summary>Adds a row at the end.</summary>
    /// <returns>Its line.</returns>
    public int Append(string file, string row)
    {
        File.AppendAllText(PathOf(file), row + "\n");
        return File.ReadAllLines(PathOf(file)).Length;
    }

    /// <summary>Replaces text in the first row that holds it.</summary>
    /// <returns>Its line.</returns>
    public int Replace(string file, string old, string by)
    {
        var lines = File.ReadAllLines(PathOf(file));
        var at = Array.FindIndex(lines, line => line.Contains(old, StringComparison.Ordinal));
        Assert.True(at >= 0, $"{file} has no {old}");
        lines[at] = lines[at].Replace(old, by, StringComparison.Ordinal);
        File.WriteAllLines(PathOf(file), lines, new UTF8Encoding(true));
        return at + 1;
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
