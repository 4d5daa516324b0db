using System.Globalization;
using System.Text.Json;
using CsvHelper;

namespace Triage.Training.Sample;

/// <summary>What the generator takes from the sample court's own files and from the project's narratives.</summary>
internal sealed class SampleCourt
{
    /// <summary>Shares of 90.7 million civil judgments by cause where counts are published; the rest is spread over what villages quarrel about.</summary>
    private static readonly IReadOnlyList<(string Name, double Weight)> Causes =
    [
        ("民间借贷纠纷", 18.33), ("买卖合同纠纷", 10.38), ("金融借款合同纠纷", 7.82), ("借款合同纠纷", 7.62), ("离婚纠纷", 6.96), ("机动车交通事故责任纠纷", 6.37), ("物业服务合同纠纷", 4.02), ("合同纠纷", 3.65),
        ("劳务合同纠纷", 2.6), ("提供劳务者受害责任纠纷", 1.6), ("生命权、身体权、健康权纠纷", 1.5), ("房屋租赁合同纠纷", 1.3), ("追偿权纠纷", 1.2), ("承揽合同纠纷", 1.1), ("保证合同纠纷", 0.7), ("信用卡纠纷", 1.4),
        ("土地承包经营权纠纷", 0.9), ("土地经营权出租合同纠纷", 0.8), ("宅基地使用权纠纷", 0.6), ("承包地征收补偿费用分配纠纷", 0.5), ("侵害集体经济组织成员权益纠纷", 0.5), ("农业承包合同纠纷", 0.5), ("种植、养殖回收合同纠纷", 0.4),
        ("相邻用水、排水纠纷", 0.8), ("相邻通行纠纷", 0.7), ("相邻采光、日照纠纷", 0.4), ("相邻土地、建筑物利用关系纠纷", 0.4), ("排除妨害纠纷", 0.9), ("婚约财产纠纷", 0.9), ("赡养费纠纷", 0.6), ("法定继承纠纷", 0.8),
        ("分家析产纠纷", 0.4), ("变更抚养关系纠纷", 0.4), ("追索劳动报酬纠纷", 0.9), ("饲养动物损害责任纠纷", 0.3), ("财产损害赔偿纠纷", 0.8), ("农村房屋买卖合同纠纷", 0.4), ("农村建房施工合同纠纷", 0.6), ("返还原物纠纷", 0.4),
        ("不当得利纠纷", 0.5), ("合伙合同纠纷", 0.4), ("运输合同纠纷", 0.4), ("非机动车交通事故责任纠纷", 0.3), ("名誉权纠纷", 0.2),
    ];

    private static readonly IReadOnlyList<(string Name, double Weight)> SpecialCauses = [("申请确定监护人", 1), ("申请指定监护人", 2), ("申请变更监护人", 1)];

    private static readonly HashSet<string> Status = ["离婚纠纷", "变更抚养关系纠纷"], Title = ["宅基地使用权纠纷", "土地承包经营权纠纷", "分家析产纠纷", "法定继承纠纷", "侵害集体经济组织成员权益纠纷"];

    /// <summary>Larger towns have more to quarrel about.</summary>
    private static readonly Dictionary<string, double> Weights = new() { ["东庄法庭"] = 1.2, ["柳泉法庭"] = 1.0, ["石门法庭"] = 0.8, ["北洲法庭"] = 0.8, ["城关法庭"] = 1.5, ["南湖法庭"] = 0.9 };

    /// <summary>The longest ledger text: a story fits, an essay does not.</summary>
    private const int MostLetters = 160;

    private readonly HashSet<DateOnly> _holidays = [], _worked = [];
    private readonly Dictionary<string, List<string>> _judges = [];
    private readonly Dictionary<string, List<string>> _narratives = [];

    private SampleCourt(string numberCode, IReadOnlyList<string> tribunals) => (NumberCode, Tribunals) = (numberCode, tribunals);

    public string NumberCode { get; }
    public IReadOnlyList<string> Tribunals { get; }
    public const string Headquarters = "院机关";

    /// <param name="directory">data/sample</param>
    public static SampleCourt Load(string directory)
    {
        var court = Path.Combine(directory, "court");
        var own = Read(court, "court.csv").Single();
        var seats = Read(court, "tribunals.csv").ToDictionary(row => row["code"], row => row["kind"] == "headquarters" ? Headquarters : row["name"].Replace(own["name"], "", StringComparison.Ordinal));
        var sample = new SampleCourt(own["number_code"], [.. seats.Values.Where(name => name != Headquarters)]);
        foreach (var person in Read(court, "people.csv").Where(person => person["position"] == "judge"))
        {
            if (!sample._judges.TryGetValue(seats[person["tribunal"]], out var judges)) sample._judges.Add(seats[person["tribunal"]], judges = []);
            judges.Add(person["name"]);
        }
        foreach (var day in Read(court, "calendar.csv"))
            _ = (day["kind"] == "holiday" ? sample._holidays : sample._worked).Add(DateOnly.ParseExact(day["date"], "yyyy-MM-dd", CultureInfo.InvariantCulture));
        foreach (var file in Directory.GetFiles(Path.Combine(directory, "narratives"), "*.jsonl").Order(StringComparer.Ordinal))
            foreach (var line in File.ReadLines(file)) sample.AddNarrative(line);
        return sample;
    }

    public bool IsWorked(DateOnly day) => _worked.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !_holidays.Contains(day));

    public static double Weight(string tribunal) => Weights.GetValueOrDefault(tribunal, 1);

    public string Judge(string tribunal, Random random) => _judges[tribunal][random.Next(_judges[tribunal].Count)];

    public static string Cause(Random random) => Weighted.Pick(random, Causes, cause => cause.Weight).Name;

    /// <summary>Money claims only (民事诉讼法 165, 166).</summary>
    public static string SmallCause(Random random) => Other(random, cause => !Status.Contains(cause) && !Title.Contains(cause) && !cause.StartsWith("相邻", StringComparison.Ordinal) && cause is not ("排除妨害纠纷" or "返还原物纠纷" or "名誉权纠纷"));

    /// <summary>Neither status nor title can be confirmed (民诉法解释 355).</summary>
    public static string ConfirmableCause(Random random) => Other(random, cause => !Status.Contains(cause) && !Title.Contains(cause));

    private static string Other(Random random, Func<string, bool> allowed)
    {
        while (true)
            if (Cause(random) is var cause && allowed(cause)) return cause;
    }

    public static string SpecialCause(Random random) => Weighted.Pick(random, SpecialCauses, cause => cause.Weight).Name;

    /// <summary>Yuan. A small claim is at most half a year's average wage (民事诉讼法 165).</summary>
    public static decimal? Amount(string cause, string procedure, Random random)
    {
        if (procedure == "特别程序" || cause is "离婚纠纷" or "变更抚养关系纠纷" or "排除妨害纠纷" or "返还原物纠纷" || cause.StartsWith("相邻", StringComparison.Ordinal)) return null;
        var (least, most) = procedure switch { "小额诉讼" => (800.0, 46_000.0), "简易程序" => (3_000.0, 180_000.0), _ => (20_000.0, 900_000.0) };
        var amount = Math.Exp(Math.Log(least) + (random.NextDouble() * (Math.Log(most) - Math.Log(least))));
        return random.NextDouble() < 0.3 ? Math.Round((decimal)amount, 2) : Math.Round((decimal)amount / 100) * 100;
    }

    /// <summary>Gives each story to one case of its cause, the latest first: that is what a visitor opens.</summary>
    public void Narrate(IReadOnlyList<SampleRow> rows, Random random)
    {
        foreach (var row in rows.OrderByDescending(row => row.ReceivedOn).ThenBy(row => row.Number, StringComparer.Ordinal))
        {
            if (!_narratives.TryGetValue(row.Cause, out var stories) || stories.Count == 0) continue;
            var at = random.Next(stories.Count);
            row.Narrative = stories[at];
            stories.RemoveAt(at);
        }
    }

    private void AddNarrative(string line)
    {
        using var json = JsonDocument.Parse(line);
        var (cause, text) = (json.RootElement.GetProperty("cause").GetString()!, json.RootElement.GetProperty("text").GetString()!);
        if (cause.Length == 0 || text.Length > MostLetters) return;
        if (!_narratives.TryGetValue(cause, out var stories)) _narratives.Add(cause, stories = []);
        stories.Add(text);
    }

    private static List<Dictionary<string, string>> Read(string directory, string file)
    {
        using var csv = new CsvReader(new StreamReader(Path.Combine(directory, file)), CultureInfo.InvariantCulture);
        return [.. csv.GetRecords<dynamic>().Select(row => ((IDictionary<string, object>)row).ToDictionary(cell => cell.Key, cell => (string)cell.Value))];
    }
}
