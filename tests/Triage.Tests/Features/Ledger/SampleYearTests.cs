using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsvHelper;
using Triage.Tests.Support;
using Triage.Training.Commands;
using Triage.Training.Sample;

namespace Triage.Tests.Features.Ledger;

/// <summary>The sample court's year: written by the generator, read by the service, and counted here a second time from the text alone.</summary>
public sealed class SampleYearTests
{
    private static readonly string Sample = Path.Combine(Repository.Root, "data", "sample");
    private static readonly string File = Path.Combine(Sample, "ledger.csv");

    [Fact]
    public void The_ledger_that_ships_is_what_the_generator_writes_from_its_seed()
    {
        var text = new StringWriter();
        SampleYear.Write(text, new SampleYear(SampleCourt.Load(Sample), SampleYearCommand.ShippedSeed).Rows());
        Assert.Equal(text.ToString(), System.IO.File.ReadAllText(File, new UTF8Encoding(false)).Insert(0, "\uFEFF").Replace("\uFEFF\uFEFF", "\uFEFF", StringComparison.Ordinal));
        Assert.InRange(new FileInfo(File).Length, 1, 2_000_000);
    }

    [Fact]
    public async Task A_first_visitor_finds_the_figures_that_the_county_court_reported_and_opens_them_to_their_cases()
    {
        await using var service = TriageService.Start("sqlite", ("Sample:Cases", "true"));
        var leader = await service.As("leader");
        var figures = (await leader.Get("/metrics/monthly?from=2026-01&to=2026-11")).Expect(200).Body!;
        Assert.Equal(["92.0", "83.5", "96.0", "66.0"], Reported(figures["tribunals"]!));
        Assert.Equal(["92.0", "83.5", "96.0", "66.0"], Reported(figures["total"]!));

        var rows = Read();
        foreach (var (scope, of) in new (string, Func<Row, bool>)[] { ("total", _ => true), ("tribunals", row => row["法庭"] != "院机关") })
            foreach (var (id, expected) in Expected(rows.Where(of).ToList(), rows, new(2026, 1, 1), new(2026, 11, 30)))
                Assert.True(expected == Pair(figures[scope]![id]!), $"{scope} {id}: {expected} but {figures[scope]![id]}");
        for (var month = 1; month <= 11; month++)
        {
            var from = new DateOnly(2026, month, 1);
            foreach (var (id, expected) in Expected(rows, rows, from, from.AddMonths(1).AddDays(-1)))
                Assert.True(expected == Pair(figures["months"]![month - 1]!["values"]![id]!), $"{month} {id}: {expected} but {figures["months"]![month - 1]!["values"]![id]}");
        }

        var cases = (await leader.Get("/metrics/settled_after_first_instance_rate/cases?from=2026-01&to=2026-11&tribunal=tribunals")).Expect(200).Body!;
        Assert.Equal(2208, cases["total"]!.GetValue<int>());
        Assert.Equal(2208, cases["count"]!.GetValue<int>());
        Assert.All(cases["items"]!.AsArray().SelectMany(item => item!["plaintiffs"]!.AsArray()), name => Assert.True(name!.ToString().EndsWith('某') || name.ToString().Length > 4, name.ToString()));

        // How far they have come: not every case was mediated, nor every one filed.
        var stages = (await leader.Get("/metrics/stages?from=2026-01&to=2026-11")).Expect(200).Body!["states"]!.AsArray();
        var received = rows.Where(row => (row.Day("收件日期") ?? row.Day("立案日期")) is { } on && on >= new DateOnly(2026, 1, 1) && on <= new DateOnly(2026, 11, 30)).ToList();
        Assert.Equal((received.Count, received.Count(row => row["调解开始"].Length > 0), received.Count(row => row["立案日期"].Length > 0)), (Sum("cases"), Sum("mediated"), Sum("filed")));
        Assert.InRange(Sum("mediated"), 1, Sum("filed") - 1);
        int Sum(string member) => stages.Sum(one => one![member]!.GetValue<int>());

        // Taken over under its own dates: a report of the summer can be printed as it stood in the summer.
        var summer = (await leader.Get("/metrics/monthly?from=2026-01&to=2026-06&asOf=2026-06-30")).Expect(200).Body!;
        foreach (var (id, expected) in Expected(rows, rows, new(2026, 1, 1), new(2026, 6, 30)).Where(pair => pair.Id is "closed_cases" or "closing_stock" or "closure_rate" or "simple_procedure_rate"))
            Assert.True(expected == Pair(summer["total"]![id]!), $"summer {id}");
        var since = figures["months"]!.AsArray().Take(6).Sum(month => Pair(month!["values"]!["settled_after_first_instance_rate_cohort"]!).Item1);
        Assert.True(Pair(summer["total"]!["settled_after_first_instance_rate_cohort"]!).Item1 > since, "some judgments of June were appealed in July");
    }

    [Fact]
    public async Task The_sample_year_makes_the_round_trip_byte_for_byte()
    {
        await using var service = TriageService.Start("sqlite", ("Sample:Cases", "true"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/cases/export?kind=ledger");
        request.Headers.Authorization = (await service.As("president")).Authorization;
        using var response = await service.Client.SendAsync(request);
        Assert.Equal(await System.IO.File.ReadAllBytesAsync(File), await response.Content.ReadAsByteArrayAsync());
    }

    private static string[] Reported(JsonNode figures) => [.. ((string[])["closure_rate", "simple_procedure_rate", "settled_after_first_instance_rate", "tribunal_share"])
        .Select(id => (figures[id]!["value"]!.GetValue<double>() * 100).ToString("0.0", CultureInfo.InvariantCulture))];

    private static (long, long) Pair(JsonNode figure) => (figure["numerator"]!.GetValue<long>(), figure["denominator"]!.GetValue<long>());

    /// <summary>The definitions once more, over text: nothing of the service is used.</summary>
    private static IEnumerable<(string Id, (long, long) Figure)> Expected(List<Row> rows, List<Row> court, DateOnly from, DateOnly to)
    {
        bool In(DateOnly? day) => day >= from && day <= to;
        var trials = rows.Where(row => row["案号"].Contains("民初", StringComparison.Ordinal)).ToList();
        var closed = trials.Where(row => In(row.Day("结案日期"))).ToList();
        long opening = trials.Count(row => row.Day("立案日期") < from && !(row.Day("结案日期") < from));
        long filed = trials.Count(row => In(row.Day("立案日期")));
        var mediations = rows.Where(row => In(row.Day("调解结束"))).ToList();
        long resolved = mediations.Count(row => row["调解结果"] is "达成" or "自行和解");
        var due = rows.Where(row => In(row.Day("应履行日期"))).ToList();
        var visits = rows.Where(row => In(row.Day("回访日期"))).ToList();
        yield return ("opening_stock", (opening, 1));
        yield return ("new_cases", (filed, 1));
        yield return ("closed_cases", (closed.Count, 1));
        yield return ("closing_stock", (trials.Count(row => row.Day("立案日期") <= to && !(row.Day("结案日期") <= to)), 1));
        yield return ("closure_rate", (closed.Count, opening + filed));
        yield return ("within_limit_rate", (closed.Count(row => row.Day("结案日期") <= Limit(row)), closed.Count));
        yield return ("simple_procedure_rate", (closed.Count(row => row["适用程序"] is "简易程序" or "小额诉讼"), closed.Count));
        yield return ("small_claims_rate", (closed.Count(row => row["适用程序"] == "小额诉讼"), closed.Count));
        yield return ("converted_procedure_rate", (closed.Count(row => row["原适用程序"].Length > 0), closed.Count));
        yield return ("settled_after_first_instance_rate", (closed.Count - trials.Count(row => In(row.Day("上诉日期"))), closed.Count));
        yield return ("settled_after_first_instance_rate_cohort", (closed.Count(row => row["上诉日期"].Length == 0), closed.Count));
        yield return ("tribunal_share", (closed.Count(row => row["法庭"] != "院机关"),
            court.Count(row => row["案号"].Contains("民初", StringComparison.Ordinal) && In(row.Day("结案日期")))));
        yield return ("withdrawal_and_mediation_rate", (closed.Count(row => row["结案方式"] is "调解" or "撤诉"), closed.Count(row => row["适用程序"] != "特别程序")));
        yield return ("mean_days_to_close", (closed.Sum(row => row.Day("结案日期")!.Value.DayNumber - row.Day("立案日期")!.Value.DayNumber), closed.Count));
        yield return ("mediation_success_rate", (resolved, mediations.Count));
        yield return ("diversion_rate", (resolved, filed));
        yield return ("confirmation_rate", (rows.Count(row => row["确认结果"] == "有效" && In(row.Day("确认日期"))), mediations.Count(row => row["调解结果"] == "达成")));
        yield return ("performance_rate", (due.Count(row => row["履行日期"].Length > 0), due.Count));
        yield return ("satisfaction_rate", (visits.Count(row => row["回访满意"] == "是"), visits.Count));
        yield return ("redo_rate", (visits.Count(row => row["回访满意"] == "否"), visits.Count));
    }

    private static DateOnly? Limit(Row row) => row.Day("审限届满日") ?? row["适用程序"] switch
    {
        "小额诉讼" => row.Day("立案日期")!.Value.AddMonths(2),
        "简易程序" => row.Day("立案日期")!.Value.AddMonths(3),
        "普通程序" => row.Day("立案日期")!.Value.AddMonths(6),
        _ => row.Day("立案日期")!.Value.AddDays(30),
    };

    private static List<Row> Read()
    {
        using var csv = new CsvReader(new StreamReader(File), CultureInfo.InvariantCulture);
        return [.. csv.GetRecords<dynamic>().Select(row => new Row((IDictionary<string, object>)row))];
    }

    private sealed class Row(IDictionary<string, object> cells)
    {
        public string this[string column] => (string)cells[column];

        public DateOnly? Day(string column) => this[column].Length == 0 ? null : DateOnly.ParseExact(this[column], "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
