using System.Reflection;
using Triage.Api.Domain;
using Triage.Api.Rules;

namespace Triage.Tests.Rules;

/// <summary>The rules as shipped, read once, and short ways to a sheet of facts.</summary>
internal static class Books
{
    public static readonly DateOnly Today = new(2026, 11, 16);

    public static readonly string Root = typeof(Books).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;

    public static readonly string Directory = Path.Combine(Root, "src", "Triage.Api", "Rules");

    private static readonly Lazy<RuleBook> Loaded = new(() =>
    {
        var load = RuleBook.Load(Directory);
        return load.Book ?? throw new InvalidOperationException(string.Join(Environment.NewLine, load.Errors));
    });

    public static RuleBook Shipped => Loaded.Value;

    public static MetricBook Metrics { get; } = MetricBook.Load(Path.Combine(Directory, "metrics")) is { Book: { } book } ? book : throw new InvalidOperationException("The definitions of the figures do not load.");

    public static FactSheet Sheet(params (string Id, object Value)[] facts)
    {
        var sheet = Shipped.NewSheet();
        foreach (var (id, value) in facts)
        {
            var fact = Shipped.Facts[id];
            sheet.Set(fact, Value(value), fact.Source == FactSource.Guessed ? FactOrigin.Model : FactOrigin.Form);
        }

        return sheet;
    }

    public static Evaluation Evaluate(params (string Id, object Value)[] facts) => Shipped.Evaluate(Sheet(facts), Today);

    private static FactValue Value(object value) => value switch
    {
        bool known => FactValue.Of(known),
        string text => FactValue.Of(text),
        _ => FactValue.Of(Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
