using Triage.Api.Domain;

namespace Triage.Tests.Rules;

/// <summary>Cases that nobody would think of: each fact known or not by chance.</summary>
internal static class RandomSheets
{
    private static readonly string[] Causes = ["离婚纠纷", "民间借贷纠纷", "劳务合同纠纷", "土地承包经营权合同纠纷", "相邻通行纠纷", "宅基地使用权纠纷"];

    private static readonly decimal[] Numbers = [0, 0.04m, 0.5m, 0.51m, 1, 2, 2.1m, 3, 9, 10, 15, 16, 30, 31, 3200, 600_000];

    public static FactSheet Sheet(Random random, double known)
    {
        var sheet = Books.Shipped.NewSheet();
        foreach (var fact in Books.Shipped.Facts.All.Where(_ => random.NextDouble() < known))
        {
            sheet.Set(fact, Value(random, fact), FactOrigin.Form);
        }

        return sheet;
    }

    public static FactValue Value(Random random, FactDefinition fact) => fact.Type switch
    {
        FactType.Bool => FactValue.Of(random.Next(2) == 0),
        FactType.Decimal => FactValue.Of(Numbers[random.Next(Numbers.Length)]),
        _ => FactValue.Of(fact.Values.Count > 0 ? fact.Values[random.Next(fact.Values.Count)] : Causes[random.Next(Causes.Length)]),
    };
}
