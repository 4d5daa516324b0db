using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Triage.Api.Rules;

namespace Triage.Tests.Rules;

/// <summary>A rule that is wrong never gets into a book; its author sees every error of every file at once.</summary>
public sealed class LoadErrorTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("rules-").FullName;

    public LoadErrorTests()
    {
        Directory.CreateDirectory(Path.Combine(directory, "gates"));
        foreach (var file in new[] { "facts.json", "complexity.json", "regimes.json", "clocks.json", "workload.json" })
        {
            File.Copy(Path.Combine(Books.Directory, file), Path.Combine(directory, file));
        }
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void One_good_rule_makes_a_book()
    {
        var load = Load(Good());
        Assert.Empty(load.Errors);
        Assert.Equal("msf2023-166-5", Assert.Single(load.Book!.Rules).Id);
    }

    [Theory]
    [InlineData("""{"when": {"fact": "noSuchFact", "is": true}}""", "Unknown fact 'noSuchFact'")]
    [InlineData("""{"when": {"fact": "counterclaim", "is": "yes"}}""", "'counterclaim' is a bool")]
    [InlineData("""{"when": {"fact": "amount", "is": true}}""", "'amount' is a decimal")]
    [InlineData("""{"when": {"fact": "counterclaim", "atMost": 3}}""", "'atMost' compares numbers")]
    [InlineData("""{"when": {"fact": "defendantContact", "is": "gone"}}""", "'defendantContact' never is \"gone\"")]
    [InlineData("""{"when": {"fact": "cause", "in": []}}""", "'in' takes a list")]
    [InlineData("""{"when": {"fact": "counterclaim", "resembles": true}}""", "Unknown operator 'resembles'")]
    [InlineData("""{"when": {"none": []}}""", "Unknown operator 'none'")]
    [InlineData("""{"when": {"all": []}}""", "'all' takes a list")]
    [InlineData("""{"when": {"all": [], "any": []}}""", "one operator, not 2")]
    [InlineData("""{"when": {"fact": "counterclaim"}}""", "one comparison, not 0")]
    [InlineData("""{"when": null}""", "'when' is missing")]
    [InlineData("""{"effect": "encourages small_claims"}""", "Unknown effect 'encourages small_claims'")]
    [InlineData("""{"effect": "forbids moon_travel"}""", "Unknown effect 'forbids moon_travel'")]
    [InlineData("""{"effect": null}""", "'effect' is missing")]
    [InlineData("""{"effect": "refers_out other_court"}""", "A referral needs 'target'")]
    [InlineData("""{"citation": null}""", "'citation' is missing")]
    [InlineData("""{"citation": {"law": "民事诉讼法", "version": "2023", "article": "一百六十六", "text": "x"}}""", "Arabic digits")]
    [InlineData("""{"citation": {"law": "民事诉讼法", "version": "2023", "article": "166"}}""", "'citation.text' is missing")]
    [InlineData("""{"summary": " "}""", "'summary' is missing")]
    [InlineData("""{"summaryEn": null}""", "'summaryEn' is missing")]
    [InlineData("""{"example": null}""", "'example' is missing")]
    [InlineData("""{"counterExample": {"story": "s", "facts": {}}}""", "'counterExample' is missing")]
    [InlineData("""{"example": {"story": "s", "facts": {"counterclaim": false}}}""", "does not fire on its own example")]
    [InlineData("""{"counterExample": {"story": "s", "facts": {"counterclaim": true}}}""", "counter-example does not rule it out")]
    [InlineData("""{"effectiveFrom": "2024-13-01"}""", "'effectiveFrom' is not a date")]
    [InlineData("""{"effectiveFrom": null}""", "'effectiveFrom' is missing")]
    [InlineData("""{"effectiveTo": "2023-01-01"}""", "before it begins")]
    [InlineData("""{"id": "Rule 1"}""", "'id' is initials, year, article")]
    [InlineData("""{"colour": "red"}""", "colour")]
    [InlineData("""{"ask": [{"fact": "counterclaim", "why": "w", "whyEn": "w", "meanwhile": "guess"}]}""", "'ask.meanwhile' is not one of")]
    [InlineData("""{"ask": [{"fact": "moon", "why": "w", "whyEn": "w", "meanwhile": "proceed"}]}""", "Unknown fact 'moon'")]
    public void A_wrong_rule_is_refused_with_file_id_and_reason(string change, string reason)
    {
        var load = Load(Changed(change));
        Assert.Null(load.Book);
        var error = Assert.Single(load.Errors, error => error.Reason.Contains(reason, StringComparison.Ordinal));
        Assert.Equal("gates/test.json", error.File);
        Assert.NotNull(error.Where);
    }

    [Fact]
    public void Every_error_of_every_rule_is_reported_at_once()
    {
        var load = Load(
            Changed("""{"id": "msf2023-1", "when": {"fact": "noSuchFact", "is": true}, "effect": "encourages simple", "summary": ""}"""),
            Changed("""{"id": "msf2023-2", "citation": null, "effectiveFrom": "soon"}"""),
            Good());
        Assert.Null(load.Book);
        Assert.Equal(3, load.Errors.Count(error => error.Where == "msf2023-1"));
        Assert.Equal(2, load.Errors.Count(error => error.Where == "msf2023-2"));
    }

    [Fact]
    public void Errors_of_different_files_are_reported_together()
    {
        File.WriteAllText(Path.Combine(directory, "complexity.json"), """{"limit": 0, "source": "s", "factors": [{"id": "x", "fact": "nothing"}]}""");
        File.WriteAllText(Path.Combine(directory, "regimes.json"), """{"regimes": []}""");
        File.WriteAllText(Path.Combine(directory, "gates", "broken.json"), "{\n  \"group\": ");
        var load = Load(Changed("""{"effect": "no"}"""));
        Assert.Equal(["complexity.json", "gates/broken.json", "gates/test.json", "regimes.json"], load.Errors.Select(error => error.File).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(load.Errors, error => error is { File: "gates/broken.json", Where: "line 2" });
    }

    [Theory]
    [InlineData("facts.json")]
    [InlineData("complexity.json")]
    [InlineData("regimes.json")]
    [InlineData("clocks.json")]
    [InlineData("workload.json")]
    public void A_missing_file_is_named(string file)
    {
        File.Delete(Path.Combine(directory, file));
        Assert.Contains(Load(Good()).Errors, error => error.File == file && error.Reason.Contains("missing", StringComparison.Ordinal));
    }

    [Fact]
    public void No_gates_are_an_error() => Assert.Contains(RuleBook.Load(directory).Errors, error => error.File == "gates");

    [Fact]
    public void An_id_may_not_begin_twice_on_the_same_day() =>
        Assert.Contains(Load(Good(), Good()).Errors, error => error.Where == "msf2023-166-5" && error.Reason.StartsWith("Duplicate id", StringComparison.Ordinal));

    [Fact]
    public void Two_versions_of_a_rule_may_not_overlap() => Assert.Contains(
        Load(Changed("""{"effectiveTo": "2026-06-30"}"""), Changed("""{"effectiveFrom": "2026-06-30"}""")).Errors,
        error => error.Reason.StartsWith("Overlapping versions", StringComparison.Ordinal));

    [Fact]
    public void A_later_version_takes_over_on_its_day()
    {
        var book = Load(Changed("""{"effectiveTo": "2026-06-30", "summary": "旧"}"""), Changed("""{"effectiveFrom": "2026-07-01", "summary": "新"}""")).Book!;
        Assert.Equal("旧", Assert.Single(book.Evaluate(book.NewSheet(), new(2026, 6, 30)).Gates).Rule.Summary);
        Assert.Equal("新", Assert.Single(book.Evaluate(book.NewSheet(), new(2026, 7, 1)).Gates).Rule.Summary);
        Assert.Empty(book.Evaluate(book.NewSheet(), new(2023, 12, 31)).Gates);
    }

    [Theory]
    [InlineData("""{"fact": "family", "is": "labour"}""")]
    [InlineData("""{"not": {"fact": "cause", "is": "离婚纠纷"}}""")]
    [InlineData("""{"any": [{"fact": "landTitle", "is": true}, {"fact": "speaksOfTitle", "is": true}]}""")]
    [InlineData("""{"all": [{"fact": "family", "is": "labour"}, {"unless": {"fact": "labourArbitrationDone", "is": true}}]}""")]
    [InlineData("""{"not": {"all": [{"fact": "landTitle", "is": true}, {"fact": "family", "is": "land"}]}}""")]
    public void No_rule_refuses_anything_on_a_guess(string when)
    {
        var load = Load(Changed($$"""{"when": {{when}}}"""));
        Assert.Contains(load.Errors, error => error.Reason.Contains("could fire on a guess alone", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_facts_with_one_id_are_refused()
    {
        var facts = JsonNode.Parse(File.ReadAllText(Path.Combine(directory, "facts.json")))!;
        facts["facts"]!.AsArray().Add(facts["facts"]![0]!.DeepClone());
        facts["facts"]!.AsArray().Add(JsonNode.Parse("""{"id": "odd", "type": "colour", "source": "heard", "name": "n", "nameEn": "n", "derivedFrom": "nothing"}"""));
        File.WriteAllText(Path.Combine(directory, "facts.json"), facts.ToJsonString());
        var errors = Load(Good()).Errors.Where(error => error.File == "facts.json").Select(error => error.ToString()).ToArray();
        Assert.Equal(4, errors.Length);
    }

    private static JsonObject Good() => JsonNode.Parse("""
        {
          "id": "msf2023-166-5",
          "citation": {"law": "民事诉讼法", "version": "2023", "article": "166", "text": "（五）当事人提出反诉的案件；"},
          "effectiveFrom": "2024-01-01",
          "when": {"fact": "counterclaim", "is": true},
          "effect": "forbids small_claims",
          "summary": "反诉不适用小额。",
          "summaryEn": "No small claims with a counterclaim.",
          "example": {"story": "反诉了。", "facts": {"counterclaim": true}},
          "counterExample": {"story": "没有反诉。", "facts": {"counterclaim": false}}
        }
        """)!.AsObject();

    private static JsonObject Changed(string change)
    {
        var rule = Good();
        foreach (var (member, value) in JsonNode.Parse(change)!.AsObject())
        {
            rule[member] = value?.DeepClone();
        }

        return rule;
    }

    private RuleBookLoad Load(params JsonNode[] rules)
    {
        var document = new JsonObject { ["group"] = "test", ["name"] = "试", ["rules"] = new JsonArray(rules) };
        File.WriteAllText(Path.Combine(directory, "gates", "test.json"), document.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        return RuleBook.Load(directory);
    }
}
