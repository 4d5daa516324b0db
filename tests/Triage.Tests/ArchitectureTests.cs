using System.Text.RegularExpressions;
using Triage.Tests.Support;

namespace Triage.Tests;

/// <summary>Who may know whom (house rules, ADR 1), read from the sources.</summary>
public sealed class ArchitectureTests
{
    private static readonly string Api = Path.Combine(Repository.Root, "src", "Triage.Api");

    [Theory]
    [InlineData("Domain", "Rules|Court|Data|Http|Proposing|Features")]
    [InlineData("Rules", "Court|Data|Http|Proposing|Features")]
    [InlineData("Court", "Rules|Data|Http|Proposing|Features")]
    [InlineData("Data", "Rules|Court|Http|Proposing|Features")]
    public void An_arrow_points_one_way(string from, string mayNotKnow) =>
        Assert.All(Sources(Path.Combine(Api, from)), file =>
            Assert.DoesNotMatch($@"(using |\bTriage\.Api\.)({"Triage.Api."})?({mayNotKnow})(\.|;)", Usings(file)));

    [Fact]
    public void The_domain_knows_no_database_no_web_and_no_clock() =>
        Assert.All(Sources(Path.Combine(Api, "Domain")), file => Assert.DoesNotMatch(@"using (Dapper|Microsoft|Npgsql)|TimeProvider|HttpContext", File.ReadAllText(file)));

    [Fact]
    public void Slices_do_not_know_each_other()
    {
        var slices = Directory.GetDirectories(Path.Combine(Api, "Features")).Select(d => Path.GetFileName(d)!).ToArray();
        foreach (var slice in slices)
            Assert.All(Sources(Path.Combine(Api, "Features", slice)), file =>
            {
                foreach (var other in slices.Where(s => s != slice))
                    Assert.DoesNotContain($"Triage.Api.Features.{other};", File.ReadAllText(file), StringComparison.Ordinal);
            });
    }

    [Fact]
    public void The_model_knows_nobody() =>
        Assert.All(Sources(Path.Combine(Repository.Root, "src", "Triage.Model")), file => Assert.DoesNotMatch(@"using (Triage\.Api|Triage\.Training|Dapper|Microsoft\.)", File.ReadAllText(file)));

    [Fact]
    public void The_page_of_contents_stays_one_page() =>
        Assert.True(File.ReadLines(Path.Combine(Api, "Program.cs")).Count() < 60);

    private static string Usings(string file) => string.Join('\n', File.ReadLines(file).Where(line => Regex.IsMatch(line, @"^\s*(global )?using |Triage\.Api\.")));

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
}
