using System.Reflection;

namespace Triage.Tests.Support;

internal static class Repository
{
    /// <summary>The folder of Triage.sln.</summary>
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;
}
