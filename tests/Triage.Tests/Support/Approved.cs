using System.Runtime.CompilerServices;

namespace Triage.Tests.Support;

/// <summary>A text that somebody has looked at and approved. It lies beside its test; TRIAGE_APPROVE=1 writes it anew, and its diff is the decision.</summary>
internal static class Approved
{
    public static void Check(string name, string actual, [CallerFilePath] string test = "")
    {
        // Deterministic builds map the source root away, so the folder is found from the repository.
        var folder = Path.GetDirectoryName(test)!.Replace('\\', '/');
        var at = folder.IndexOf("tests/Triage.Tests", StringComparison.Ordinal);
        CheckFile(Path.Combine(Repository.Root, folder[at..], name), actual);
    }

    /// <param name="path">Whole path of the approved file.</param>
    /// <param name="actual">What came out now.</param>
    public static void CheckFile(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable("TRIAGE_APPROVE") == "1")
            File.WriteAllText(path, actual);
        Assert.True(File.Exists(path), $"{Path.GetFileName(path)} has not been approved yet: run the test with TRIAGE_APPROVE=1 and read the file.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual.ReplaceLineEndings("\n"));
    }
}
