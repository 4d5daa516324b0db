using Triage.Tests.Rules;
using Triage.Tests.Support;

namespace Triage.Tests.Domain;

public sealed class LifecycleDocumentTests
{
    [Fact]
    public void The_written_lifecycle_is_the_one_in_the_code()
    {
        var path = Path.Combine(Books.Root, "docs", "lifecycle.md");
        var written = LifecycleDocument.Write();
        if (Environment.GetEnvironmentVariable("TRIAGE_WRITE_DOCS") == "1")
            File.WriteAllText(path, written);
        Assert.Equal(written, File.ReadAllText(path));
    }
}
