using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using CsvHelper;
using Triage.Api.Domain.Metrics;
using Triage.Api.Features.Metrics;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Metrics;

public sealed class ReportTests
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static async Task<byte[]> File(TriageService service, string path, string user = "leader")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1" + path);
        request.Headers.Authorization = (await service.As(user)).Authorization;
        using var response = await service.Client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadAsByteArrayAsync();
    }

    [Fact]
    public async Task Every_format_says_the_same_figures()
    {
        await using var service = TriageService.Start("sqlite", ("Sample:Cases", "true"));
        const string Period = "from=2026-09&to=2026-11";
        var json = (await (await service.As("leader")).Get("/metrics/monthly?" + Period)).Expect(200).Body!;

        using var csv = new CsvReader(new StreamReader(new MemoryStream(await File(service, "/metrics/monthly.csv?" + Period)), Encoding.UTF8), CultureInfo.InvariantCulture);
        var lines = csv.GetRecords<dynamic>().Select(row => ((IDictionary<string, object>)row).ToDictionary(cell => cell.Key, cell => (string)cell.Value)).ToList();
        Assert.Equal((1 + 1 + 7) * (3 + 1) * json["total"]!.AsObject().Count, lines.Count);
        foreach (var line in lines)
        {
            var figures = (line["scope"], line["month"]) switch
            {
                ("all", "total") => json["total"]!,
                ("all", var month) => json["months"]!.AsArray().Single(one => one!["month"]!.ToString() == month)!["values"]!,
                ("tribunals", "total") => json["tribunals"]!,
                (var code, "total") => json["byTribunal"]!.AsArray().Single(one => one!["tribunal"]!.ToString() == code)!["values"]!,
                _ => null,
            };
            if (figures?[line["metric"]] is not { } figure) continue;
            Assert.Equal((figure["numerator"]!.ToString(), figure["denominator"]!.ToString(), figure["value"]?.ToString() ?? ""), (line["numerator"], line["denominator"], line["value"]));
        }

        using var workbook = new ZipArchive(new MemoryStream(await File(service, "/metrics/monthly.xlsx?" + Period)));
        var sheets = XDocument.Load(workbook.GetEntry("xl/workbook.xml")!.Open()).Descendants(Main + "sheet").Select(sheet => sheet.Attribute("name")!.Value).ToList();
        Assert.Equal(["汶阳县人民法院", "各人民法庭合计", "院机关", "东庄法庭", "柳泉法庭", "石门法庭", "北洲法庭", "城关法庭", "南湖法庭", "分流质量"], sheets);
        var first = XDocument.Load(workbook.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        Assert.Equal("9", first.Root!.Element(Main + "pageSetup")!.Attribute("paperSize")!.Value);
        var rows = first.Descendants(Main + "row").Select(row => row.Elements(Main + "c").ToList()).ToList();
        var closure = rows.Single(row => row.Count > 0 && row[0].Value == "结案率");
        Assert.Null(closure[4].Attribute("t")); // a number, not a text that looks like one
        Assert.Equal(json["total"]!["closure_rate"]!["value"]!.GetValue<double>(), double.Parse(closure[4].Value, CultureInfo.InvariantCulture));
        Assert.Contains(rows, row => row.Count > 0 && row[0].Value.StartsWith("结案率 ＝ 已结", StringComparison.Ordinal));
        await QualityIsThatOfTheBoardAsync(XDocument.Load(workbook.GetEntry($"xl/worksheets/sheet{sheets.Count}.xml")!.Open()));

        var page = Encoding.UTF8.GetString(await File(service, "/metrics/monthly.html?" + Period));
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("@page{size:A4", page, StringComparison.Ordinal);
        Assert.Contains("<h2>分流质量</h2>", page, StringComparison.Ordinal);

        // Each tribunal in the court's own order and each cause stand with rate, numerator and denominator, as numbers.
        async Task QualityIsThatOfTheBoardAsync(XDocument sheet)
        {
            var lines = sheet.Descendants(Main + "row").Select(row => row.Elements(Main + "c").Select(cell => cell.Value).ToList()).Where(row => row.Count > 12).ToList();
            var (tribunals, causes) = (lines.FindIndex(row => row[0] == "按法庭"), lines.FindIndex(row => row[0] == "按纠纷类型、案由"));
            var quality = (await (await service.As("leader")).Get("/metrics/triage-quality?" + Period)).Expect(200).Body!;
            Assert.Equal(["院机关", "东庄法庭", "柳泉法庭", "石门法庭", "北洲法庭", "城关法庭", "南湖法庭", "合计"], lines[(tribunals + 1)..causes].Select(row => row[0].Trim()));
            foreach (var (row, values) in lines[(tribunals + 1)..causes].Zip([.. quality["byTribunal"]!.AsArray().Select(one => one!["values"]!), quality["total"]!]))
                Assert.Equal((values["converted_procedure_rate"]!["value"]!.GetValue<double>(), values["converted_procedure_rate"]!["denominator"]!.ToString()), (double.Parse(row[10], CultureInfo.InvariantCulture), row[12]));
            var byCause = (await (await service.As("leader")).Get("/metrics/triage-quality?by=cause&" + Period)).Expect(200).Body!["byCause"]!.AsArray();
            var lending = byCause.Single(one => one!["name"]!.ToString() == "民间借贷纠纷")!["values"]!["converted_procedure_rate"]!;
            Assert.Equal((lending["numerator"]!.ToString(), lending["denominator"]!.ToString()), lines.Where(row => row[0].Trim() == "民间借贷纠纷").Select(row => (row[11], row[12])).Single());
        }
    }

    [Fact]
    public async Task A_month_that_is_not_over_is_compared_with_nothing()
    {
        await using var service = TriageService.Start("sqlite", ("Sample:Cases", "true"));
        var leader = await service.As("leader");
        foreach (var (query, compared) in new[] { ("month=2026-10", true), ("month=2026-11", false), ("month=2026-09&asOf=2026-09-30", false), ("month=2026-09&asOf=2026-10-01", true) })
        {
            var closed = (await leader.Get("/metrics/trend?" + query)).Expect(200).Body!["items"]!.AsArray().Single(one => one!["metric"]!.ToString() == "closed_cases")!;
            Assert.True(compared == (closed["sinceMonthBefore"]!.ToString() != FigureText.None), $"{query}: {closed.ToJsonString()}");
            Assert.NotEqual(0, closed["value"]!["numerator"]!.GetValue<int>());
        }
        // As printed: the rows of the board.
        Assert.Contains("<td>—</td><td>—</td>", Encoding.UTF8.GetString(await File(service, "/metrics/monthly.html?from=2026-11&to=2026-11")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rate", 93, 92, "上升1.0个百分点")]
    [InlineData("Rate", 90, 92, "下降2.0个百分点")]
    [InlineData("Rate", 92, 92, "持平")]
    [InlineData("Days", 93, 92, "增长1.1%")]
    [InlineData("Days", 46, 92, "下降50.0%")]
    public void A_rate_moves_by_points_and_a_number_by_per_cent(string unit, long now, long before, string trend)
    {
        var metric = new MetricDefinition("m", 1, "", "", Enum.Parse<MetricUnit>(unit), "", "", "", "", [], [], null, "");
        Assert.Equal(trend, FigureText.Trend(metric, new(now, 100), new(before, 100)));
        Assert.Equal(FigureText.None, FigureText.Trend(metric, new(now, 100), new(0, 0)));
    }

    /// <summary>52956 cases after 29838 are 77.48 % more; a bulletin once printed 177.48 %.</summary>
    [Fact]
    public void A_growth_is_counted_from_what_was_there() =>
        Assert.Equal("增长77.5%", FigureText.Trend(new MetricDefinition("m", 1, "", "", MetricUnit.Count, "", "", "", "", [], [], null, ""), new(52956, 1), new(29838, 1)));

    [Fact]
    public async Task An_alert_opens_to_as_many_cases_as_it_says()
    {
        await using var service = TriageService.Start("sqlite", ("Sample:Cases", "true"));
        var leader = await service.As("leader");
        var alerts = (await leader.Get("/metrics/alerts")).Expect(200).Body!["items"]!.AsArray();
        Assert.Contains(alerts, alert => alert!["kind"]!.ToString() == "open_18_months");
        foreach (var alert in alerts)
        {
            var path = alert!["cases"]!.ToString()["/api/v1".Length..];
            var answer = (await leader.Get(path)).Expect(200);
            Assert.Equal(alert["count"]!.GetValue<int>(), (answer.Body!["count"] ?? answer.Body["total"])!.GetValue<int>());
        }
        Assert.Contains(alerts, alert => alert!["kind"]!.ToString() == "judge_overloaded");
        (await leader.Get("/metrics/alerts/none/cases")).ExpectProblem(404, "not_found");
        (await leader.Get("/metrics/alerts/judge_overloaded/cases")).ExpectProblem(400, "bad_query");
        var quality = (await leader.Get("/metrics/triage-quality")).Expect(200).Body!;
        Assert.Equal(11, quality["byFamily"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_alert_of_one_tribunal_names_kinds_of_dispute_and_opens_to_exactly_the_cases_that_pull_it_out()
    {
        await using var service = TriageService.Start("sqlite", ("Sample:Cases", "true"));
        var leader = await service.As("leader");
        var definitions = (await leader.Get("/metrics/definitions")).Expect(200).Body!["items"]!.AsArray();
        var parts = new HashSet<string>();
        foreach (var tribunal in (string[])["all", "court", "dongzhuang", "liuquan", "shimen", "beizhou", "chengguan", "nanhu"])
            foreach (var alert in (await leader.Get($"/metrics/alerts?tribunal={tribunal}")).Expect(200).Body!["items"]!.AsArray().Where(one => one!["kind"]!.ToString() == "out_of_range"))
            {
                var places = alert!["contributions"]!.AsArray();
                Assert.NotEmpty(places);
                Assert.All(places, place => Assert.NotNull(place![tribunal == "all" ? "tribunal" : "family"]));
                Assert.Equal(places.Select(place => place!["counts"]!.GetValue<long>()).OrderDescending(), places.Select(place => place!["counts"]!.GetValue<long>()));
                Assert.All(places, place => Assert.InRange(place!["counts"]!.GetValue<long>(), 1, long.MaxValue));
                Assert.Equal(1, places.Sum(place => place!["share"]!.GetValue<double>()), 0.01);
                // A single kind holds no more than all of them.
                Assert.All(places, place => Assert.InRange(place!["value"]!["denominator"]!.GetValue<long>(), 0, alert["value"]!["denominator"]!.GetValue<long>()));
                var path = alert["cases"]!.ToString()["/api/v1".Length..];
                var list = (await leader.Get(path + "&limit=200")).Expect(200).Body!;
                parts.Add(list["part"]!.ToString());
                Assert.Equal(alert["count"]!.GetValue<int>(), list["count"]!.GetValue<int>());
                if (list["part"]!.ToString() == "shortfall")
                {
                    Assert.Equal(list["total"]!.GetValue<int>(), list["count"]!.GetValue<int>());
                    Assert.Equal("intake_on_time_rate", alert["metric"]!.ToString());
                    Assert.Equal(alert["count"]!.GetValue<long>(), places.Sum(place => place!["counts"]!.GetValue<long>()));
                    Assert.All(list["items"]!.AsArray(), item => Assert.InRange(item!["handling"]!["daysLate"]!.GetValue<int>(), 1, 1000));
                    // The figure is of the period asked for, as the board's own.
                    var month = (await leader.Get($"/metrics/alerts?from=2026-11&to=2026-11&tribunal={tribunal}")).Expect(200).Body!["items"]!.AsArray();
                    Assert.All(month.Where(one => one!["kind"]!.ToString() == "out_of_range"), one => Assert.Contains("from=2026-11&to=2026-11", one!["cases"]!.ToString(), StringComparison.Ordinal));
                    Assert.DoesNotContain(month, one => one!["metric"]?.ToString() == "intake_on_time_rate");
                    var (counted, missing) = (await Every(path.Replace("part=shortfall", "part=numerator", StringComparison.Ordinal)), await Every(path));
                    Assert.Empty(counted.Intersect(missing));
                    Assert.Equal(await Every(path.Replace("part=shortfall", "part=denominator", StringComparison.Ordinal)), [.. counted, .. missing]);
                    Assert.Equal(alert["value"]!["denominator"]!.GetValue<int>(), counted.Count + missing.Count);
                }
                if (list["part"]!.ToString() == "excess")
                {
                    var most = definitions.Single(one => one!["id"]!.ToString() == alert["metric"]!.ToString())!["reference"]!["to"]!.GetValue<int>();
                    Assert.All(list["items"]!.AsArray(), item => Assert.True(item!["amount"]!.GetValue<int>() > most));
                }
            }
        Assert.Contains("shortfall", parts);
        (await leader.Get("/metrics/closed_cases/cases?part=shortfall")).ExpectProblem(400, "bad_query");
        (await leader.Get("/metrics/closure_rate/cases?part=excess")).ExpectProblem(400, "bad_query");

        async Task<HashSet<string>> Every(string path)
        {
            var (ids, cursor) = (new HashSet<string>(), "");
            do
            {
                var page = (await leader.Get($"{path}&limit=200{cursor}")).Expect(200).Body!;
                ids.UnionWith(page["items"]!.AsArray().Select(item => item!["id"]!.ToString()));
                cursor = page["nextCursor"]?.ToString() is { } next ? "&cursor=" + next : "";
            }
            while (cursor.Length > 0);
            return ids;
        }
    }

    [Fact]
    public async Task What_exceeds_a_mean_is_every_case_beyond_the_bound_and_no_other()
    {
        await using var service = TriageService.Start("sqlite", ("Sample:Cases", "true"));
        var leader = await service.As("leader");
        var (all, beyond) = (await Days("numerator"), await Days("excess"));
        Assert.NotEmpty(beyond);
        Assert.Equal(all.Where(days => days > 75).Order(), beyond.Order());

        async Task<List<int>> Days(string part)
        {
            var (days, cursor) = (new List<int>(), "");
            do
            {
                var page = (await leader.Get($"/metrics/mean_days_to_close/cases?from=2026-03&to=2026-03&part={part}&limit=200{cursor}")).Expect(200).Body!;
                days.AddRange(page["items"]!.AsArray().Select(item => item!["amount"]!.GetValue<int>()));
                cursor = page["nextCursor"]?.ToString() is { } next ? "&cursor=" + next : "";
                if (cursor.Length == 0) Assert.Equal(days.Sum(), page["total"]!.GetValue<int>());
            }
            while (cursor.Length > 0);
            return days;
        }
    }

    [Fact]
    public void A_range_said_of_half_a_year_is_not_held_against_a_month()
    {
        var metric = new MetricDefinition("m", 1, "", "", MetricUnit.Rate, "", "", "", "", [], [], new ReferenceRange(0.85m, 0.98m, 6, 30), "");
        Assert.False(FigureText.IsOutside(metric, new(40, 100), 1));
        Assert.True(FigureText.IsOutside(metric, new(40, 100), 6));
        Assert.False(FigureText.IsOutside(metric, new(10, 29), 6));
        Assert.True(FigureText.IsOutside(metric, new(10, 30), 6));
    }

    [Fact]
    public async Task A_head_sees_the_own_tribunal_and_no_other()
    {
        await using var service = TriageService.Start("sqlite", ("Sample:Cases", "true"));
        var head = await service.As("head");
        Assert.Equal("dongzhuang", (await head.Get("/metrics/monthly")).Expect(200).Text("scope"));
        foreach (var path in (string[])["/metrics/monthly?tribunal=liuquan", "/metrics/monthly?tribunal=all", "/metrics/monthly?tribunal=tribunals", "/metrics/closure_rate/cases?tribunal=liuquan",
            "/metrics/tribunal_share/cases?part=denominator", "/metrics/alerts?tribunal=nanhu", "/metrics/alerts/limit_near/cases?tribunal=nanhu", "/metrics/monthly.csv?tribunal=court"])
            (await head.Get(path)).ExpectProblem(403, "other_tribunal");
        (await (await service.As("clerk")).Get("/metrics/monthly")).ExpectProblem(403, "wrong_role");
        foreach (var path in (string[])["/metrics/monthly?from=2026-13", "/metrics/monthly?from=2026-05&to=2026-04", "/metrics/monthly?asOf=2027-01-01", "/metrics/monthly?tribunal=xi", "/metrics/monthly?from=1999-01",
            "/metrics/closure_rate/cases?part=x", "/metrics/closure_rate/cases?limit=0", "/metrics/closure_rate/cases?cursor=!"])
            (await (await service.As("leader")).Get(path)).ExpectProblem(400, "bad_query");
        (await (await service.As("leader")).Get("/metrics/none/cases")).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task An_excluded_case_leaves_one_figure_for_a_while_and_its_record_stays()
    {
        await using var service = TriageService.Start("sqlite", ("Sample:Cases", "true"));
        var president = await service.As("president");
        const string Path = "/metrics/within_limit_rate/cases?from=2026-01&to=2026-11&part=denominator";
        var first = (await president.Get(Path)).Expect(200).Body!;
        var id = first["items"]![0]!["id"]!.ToString();
        var before = (await president.Get("/metrics/monthly?from=2026-01&to=2026-11")).Expect(200).Body!["total"]!;
        (await president.Post("/metrics/exclusions", new { metric = "closed_cases", caseId = id, reason = "x", until = "2026-12-31" })).ExpectProblem(422, "field_invalid");
        Assert.NotEmpty((await president.Post("/metrics/exclusions", new { metric = "within_limit_rate", caseId = id, until = "2026-12-31" })).ExpectProblem(422, "reason_required").Text("errors.reason.0"));
        (await president.Post("/metrics/exclusions", new { metric = "within_limit_rate", caseId = id, reason = new string('长', 1001), until = "2026-12-31" })).ExpectProblem(422, "field_invalid");
        (await (await service.As("leader")).Post("/metrics/exclusions", new { metric = "within_limit_rate", caseId = id, reason = "x", until = "2026-12-31" })).ExpectProblem(403, "wrong_role");
        (await president.Post("/metrics/exclusions", new { metric = "within_limit_rate", caseId = id, reason = "鉴定期间未录入系统", until = "2026-12-31" }, key: "k1")).Expect(201);
        var after = (await president.Get("/metrics/monthly?from=2026-01&to=2026-11")).Expect(200).Body!["total"]!;
        Assert.Equal(before["within_limit_rate"]!["denominator"]!.GetValue<int>() - 1, after["within_limit_rate"]!["denominator"]!.GetValue<int>());
        Assert.Equal(before["closed_cases"]!.ToJsonString(), after["closed_cases"]!.ToJsonString());
        Assert.Equal(after["within_limit_rate"]!["denominator"]!.GetValue<int>(), (await president.Get(Path)).Expect(200).Body!["total"]!.GetValue<int>());
        Assert.Contains("鉴定期间未录入系统", (await (await service.As("auditor")).Get("/metrics/exclusions")).Expect(200).Body!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        service.Move(TimeSpan.FromDays(60));
        var later = (await (await service.As("president")).Get("/metrics/monthly?from=2026-01&to=2026-11")).Expect(200).Body!["total"]!;
        Assert.Equal(before["within_limit_rate"]!.ToJsonString(), later["within_limit_rate"]!.ToJsonString());
    }

    [Fact]
    public async Task All_pages_of_a_case_list_together_are_the_figure_and_leadership_sees_no_names()
    {
        await using var service = TriageService.Start("sqlite", ("Sample:Cases", "true"));
        var leader = await service.As("leader");
        var (seen, cursor, total) = (new HashSet<string>(), "", 0);
        do
        {
            var page = (await leader.Get($"/metrics/small_claims_rate/cases?from=2026-10&to=2026-11&limit=20{cursor}")).Expect(200).Body!;
            foreach (var item in page["items"]!.AsArray())
            {
                Assert.True(seen.Add(item!["id"]!.ToString()));
                Assert.Equal("small_claims", item["procedure"]!.ToString());
                Assert.DoesNotContain(item["defendants"]!.AsArray(), name => name!.ToString().Length is 2 or 3 && !name.ToString().EndsWith('某'));
            }
            total = page["total"]!.GetValue<int>();
            cursor = page["nextCursor"]?.ToString() is { } next ? "&cursor=" + next : "";
        }
        while (cursor.Length > 0);
        Assert.Equal(total, seen.Count);
        Assert.InRange(total, 30, 300);
    }
}
