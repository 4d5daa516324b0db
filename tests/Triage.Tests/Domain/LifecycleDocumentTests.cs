using Triage.Tests.Support;

namespace Triage.Tests.Domain;

public sealed class LifecycleDocumentTests
{
    [Fact]
    public void The_written_lifecycle_is_the_one_in_the_code() => Approved.CheckFile(Path.Combine(Repository.Root, "docs", "lifecycle.md"), LifecycleDocument.Write());
}
