using Triage.Model;

namespace Triage.Tests.Model;

/// <summary>A court with words of its own that files some matters under other families than everybody else. Its cases are the project's narratives.</summary>
internal static class SimulatedCourt
{
    private static readonly Dictionary<string, string> filedElsewhere = new(StringComparer.Ordinal)
    {
        ["提供劳务者受害责任纠纷"] = "labour",
        ["劳务合同纠纷"] = "contract",
        // Stands below the one before it in the official table: a court that files that one so files this one so.
        ["超龄劳动者劳务合同纠纷"] = "contract",
        ["婚约财产纠纷"] = "lending",
        ["农业承包合同纠纷"] = "contract",
        ["土地经营权出租合同纠纷"] = "contract",
        ["饲养动物损害责任纠纷"] = "neighbour",
    };

    /// <summary>Words that only people there use.</summary>
    private static readonly (string Usual, string Own)[] dialect =
        [("借条", "欠子"), ("包工头", "大工头"), ("宅基地", "庄基"), ("邻居", "隔邻"), ("媳妇", "屋里人"), ("彩礼", "礼金子"), ("拖拉机", "四轮子"), ("村委会", "大队部"), ("老板", "掌柜")];

    /// <summary>The same cases in the same shuffled order, as the court has them and as everybody else has them.</summary>
    public static (List<TextRow> Own, List<TextRow> Elsewhere) Cases(int seed, Func<TextRow, bool>? among = null)
    {
        var narratives = SmallCourt.Narratives().Where(among ?? (_ => true)).ToArray();
        new Random(seed).Shuffle(narratives);
        return ([.. narratives.Select(AsTheCourtHasIt)], [.. narratives]);
    }

    public static bool FilesElsewhere(TextRow row) => filedElsewhere.ContainsKey(row.Cause ?? "");

    public static TextRow AsTheCourtHasIt(TextRow row) => row with
    {
        Family = filedElsewhere.GetValueOrDefault(row.Cause ?? "", row.Family!),
        Text = dialect.Aggregate(row.Text, (text, word) => text.Replace(word.Usual, word.Own, StringComparison.Ordinal)),
    };

    public static int Right(PredictionEngine engine, IReadOnlyCollection<TextRow> rows) => rows.Count(row => engine.Predict(row.Text).Family == row.Family);
}
