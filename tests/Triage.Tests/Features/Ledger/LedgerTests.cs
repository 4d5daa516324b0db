using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Triage.Api.Data;
using Triage.Api.Features.Ledger;
using Triage.Api.Tables;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Ledger;

public sealed class LedgerTests
{
    private const string Header = "案号,法庭,案由,原告,被告,标的额,收件日期,立案日期,渠道,适用程序,原适用程序,审判组织,承办法官,调解开始,调解结束,调解结果,申请确认日期,确认结果,确认日期,结案日期,结案方式,审限届满日,上诉日期,应履行日期,履行日期,回访日期,回访满意,案情";

    /// <summary>Everything a line can say, and things that a spreadsheet would run.</summary>
    private const string Full = """
        （2026）鲁0997民初11号,东庄法庭,民间借贷纠纷,李波；王秀英,'=HYPERLINK(1);'＠赵六,3200.50,2026-03-02,2026-03-05,信访,普通程序,简易程序,合议,钱学礼,2026-03-06,2026-03-20,未达成,,,,2026-06-01,判决,2026-10-01,2026-06-10,2026-07-01,2026-06-30,2026-07-05,否,"他说""还"",却没还"
        （2026）鲁0997民初12号,院机关,,,,,,2026-03-05,,,,,,,,,,,,,,,,,,,,
        （2026）鲁0997诉前调确3号,柳泉法庭,劳务合同纠纷,甲,乙,,2026-04-01,,公安,,,,,2026-04-02,2026-04-20,达成,2026-04-28,有效,2026-05-06,,,,,2026-06-01,,,,
        """;

    private static byte[] Csv(string rows) => Encoding.UTF8.GetBytes(Header + "\n" + rows + (rows.EndsWith('\n') ? "" : "\n"));

    private static async Task<(int Status, JsonNode Body)> Import(TriageService service, byte[] file, string type = Upload.CsvType, string query = "kind=ledger", string user = "clerk", string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases/import?" + query) { Content = new ByteArrayContent(file) };
        request.Headers.Authorization = (await service.As(user)).Authorization;
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (accept is not null) request.Headers.Add("Accept", accept);
        using var response = await service.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, accept is null ? JsonNode.Parse(text)! : new JsonArray([.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line))]));
    }

    private static async Task<byte[]> Export(TriageService service, string query, string user = "president")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/cases/export?" + query);
        request.Headers.Authorization = (await service.As(user)).Authorization;
        using var response = await service.Client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static int Count(JsonNode result, string what) => result[what]!.GetValue<int>();

    [Theory, InlineData("sqlite"), InlineData("postgresql")]
    public async Task A_ledger_makes_the_round_trip_unchanged_in_every_format(string provider)
    {
        await using var service = TriageService.Start(provider);
        var file = new byte[] { 0xEF, 0xBB, 0xBF }.Concat(Csv(Full.Replace("李波；王秀英,'=HYPERLINK(1);'＠赵六", "李波；王秀英,'=HYPERLINK(1)；＠赵六", StringComparison.Ordinal))).ToArray();
        var (status, result) = await Import(service, file);
        Assert.True(status == 200, result.ToJsonString());
        Assert.True(Count(result, "accepted") == 3, result.ToJsonString());
        var csv = await Export(service, "kind=ledger");
        Assert.Equal(Encoding.UTF8.GetString(file), Encoding.UTF8.GetString(csv));
        foreach (var (query, type) in new[] { ("kind=ledger", Upload.CsvType), ("kind=ledger&charset=gb18030", Upload.CsvType), ("kind=ledger&headers=key", Upload.CsvType), ("kind=ledger&format=xlsx", Upload.XlsxType), ("kind=ledger&format=ndjson", Upload.NdjsonType) })
        {
            (status, result) = await Import(service, await Export(service, query), type);
            Assert.True(status == 200 && Count(result, "unchanged") == 3 && Count(result, "rejected") == 0, $"{query}: {result.ToJsonString()}");
        }
        // The same into an empty court, from Excel's own encoding and from a sheet.
        foreach (var (query, type) in new[] { ("kind=ledger&charset=gb18030", Upload.CsvType), ("kind=ledger&format=xlsx", Upload.XlsxType), ("kind=ledger&format=ndjson", Upload.NdjsonType) })
        {
            await using var other = TriageService.Start(provider);
            (_, result) = await Import(other, await Export(service, query), type);
            Assert.True(Count(result, "accepted") == 3, result.ToJsonString());
            Assert.Equal(Encoding.UTF8.GetString(file), Encoding.UTF8.GetString(await Export(other, "kind=ledger")));
        }
    }

    /// <summary>What a spreadsheet makes of 3200.50 when it saves the file again is the same sum.</summary>
    [Fact]
    public async Task A_sum_without_its_last_nought_says_the_same()
    {
        await using var service = TriageService.Start();
        _ = await Import(service, Csv(Full));
        var (_, result) = await Import(service, Csv(Full.Replace("3200.50", "\"3,200.5\"", StringComparison.Ordinal)));
        Assert.True(Count(result, "unchanged") == 3, result.ToJsonString());
        (_, result) = await Import(service, Csv(Full.Replace("3200.50", "3200.51", StringComparison.Ordinal)));
        Assert.Equal("标的额", result["rows"]!.AsArray().Single(row => row!["errors"] is not null)!["errors"]![0]!["column"]!.ToString());
    }

    [Fact]
    public async Task In_a_workbook_days_and_sums_are_numbers_and_columns_as_wide_as_what_they_hold()
    {
        await using var service = TriageService.Start();
        _ = await Import(service, Csv(Full.Replace("2026-10-01", "2126-10-01", StringComparison.Ordinal)));
        using var workbook = new System.IO.Compression.ZipArchive(new MemoryStream(await Export(service, "kind=ledger&format=xlsx")));
        var sheet = System.Xml.Linq.XDocument.Load(workbook.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var ns = sheet.Root!.Name.Namespace;
        System.Xml.Linq.XElement Cell(string at) => sheet.Descendants(ns + "c").Single(cell => (string?)cell.Attribute("r") == at);
        Assert.Equal(("3200.50", null, (int)CellStyle.Amount), (Cell("F2").Value, (string?)Cell("F2").Attribute("t"), (int)Cell("F2").Attribute("s")!));
        Assert.Equal(("46083", null, (int)CellStyle.Date), (Cell("G2").Value, (string?)Cell("G2").Attribute("t"), (int)Cell("G2").Attribute("s")!));
        // A day that would not be read as one again, and a number that is a name, stay text.
        Assert.Equal(("2126-10-01", "inlineStr"), (Cell("V2").Value, (string?)Cell("V2").Attribute("t")));
        Assert.Equal("inlineStr", (string?)Cell("A2").Attribute("t"));
        double Width(string key) => (double)sheet.Descendants(ns + "col").ElementAt(LedgerColumns.Index[key]).Attribute("width")!;
        Assert.True(Width("narrative") > Width("number") && Width("number") >= 28 && Width("cause") > Width("filedOn") && Width("filedOn") > Width("channel"));
        // A name of two lines makes its row higher than one of a single line.
        double Height(string row) => (double)sheet.Descendants(ns + "row").Single(one => (string?)one.Attribute("r") == row).Attribute("ht")!;
        Assert.True(Height("2") > Height("3"), $"{Height("2")} {Height("3")}");
        var styles = System.Xml.Linq.XDocument.Load(workbook.GetEntry("xl/styles.xml")!.Open());
        Assert.Equal((int)CellStyle.Empty, styles.Descendants(ns + "cellXfs").Single().Elements().Count());
        Assert.Equal("'台账'!$A:$A,'台账'!$1:$1", System.Xml.Linq.XDocument.Load(workbook.GetEntry("xl/workbook.xml")!.Open()).Descendants(ns + "definedName").Single().Value);
    }

    [Fact]
    public async Task A_dry_run_keeps_nothing_and_the_same_file_twice_adds_nothing()
    {
        await using var service = TriageService.Start();
        Assert.Equal(3, Count((await Import(service, Csv(Full), query: "kind=ledger&dryRun=true")).Body, "accepted"));
        Assert.Equal("0", (await (await service.As("president")).Get("/cases")).Expect(200).Body!["items"]!.AsArray().Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var (_, first) = await Import(service, Csv(Full));
        var (_, again) = await Import(service, Csv(Full));
        Assert.Equal((3, 0), (Count(first, "accepted"), Count(first, "unchanged")));
        Assert.Equal((0, 3), (Count(again, "accepted"), Count(again, "unchanged")));
        Assert.Equal(first["rows"]!.AsArray().Select(row => row!["caseId"]!.ToString()), again["rows"]!.AsArray().Select(row => row!["caseId"]!.ToString()));
        var (_, changed) = await Import(service, Csv(Full.Replace("2026-06-01,判决", "2026-06-02,判决", StringComparison.Ordinal)));
        var error = changed["rows"]!.AsArray().Single(row => row!["errors"] is not null)!;
        Assert.Equal(2, error["line"]!.GetValue<int>());
        Assert.Equal("结案日期", error["errors"]![0]!["column"]!.ToString());
        var history = (await (await service.As("president")).Get($"/cases/{first["rows"]![0]!["caseId"]}/history")).Expect(200);
        Assert.Contains("imported", history.Body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("结案日期", "（2026）鲁0997民初1号,东庄法庭,,,,,2026-03-02,2026-03-05,,,,,,,,,,,,2026-03-04,判决,,,,,,,")]
    [InlineData("上诉日期", "（2026）鲁0997民初1号,东庄法庭,,,,,2026-03-02,2026-03-05,,小额诉讼,,,,,,,,,,2026-04-04,判决,,2026-04-10,,,,,")]
    [InlineData("上诉日期", "（2026）鲁0997民初1号,东庄法庭,,,,,2026-03-02,2026-03-05,,简易程序,,,,,,,,,,2026-04-04,判决,,2026-04-01,,,,,")]
    [InlineData("法庭", "（2026）鲁0997民初1号,西庄法庭,,,,,2026-03-02,2026-03-05,,,,,,,,,,,,,,,,,,,,")]
    [InlineData("法庭", "（2026）鲁0997民初1号,,,,,,2026-03-02,2026-03-05,,,,,,,,,,,,,,,,,,,,")]
    [InlineData("案号", ",东庄法庭,,,,,2026-03-02,2026-03-05,,,,,,,,,,,,,,,,,,,,")]
    [InlineData("立案日期", "（2026）鲁0997民初1号,东庄法庭,,,,,2026-03-02,2026-02-30,,,,,,,,,,,,,,,,,,,,")]
    [InlineData("立案日期", "（2026）鲁0997民初1号,东庄法庭,,,,,2026-03-02,2026-03-01,,,,,,,,,,,,,,,,,,,,")]
    [InlineData("立案日期", "（2026）鲁0997民初1号,东庄法庭,,,,,2026-03-02,,,,,,,,,,,,,,,,,,,,,")]
    [InlineData("标的额", "（2026）鲁0997民初1号,东庄法庭,,,,三千,2026-03-02,2026-03-05,,,,,,,,,,,,,,,,,,,,")]
    [InlineData("适用程序", "（2026）鲁0997民初1号,东庄法庭,,,,,2026-03-02,2026-03-05,,快速程序,,,,,,,,,,,,,,,,,,")]
    [InlineData("调解结果", "（2026）鲁0997民初1号,东庄法庭,,,,,2026-03-02,2026-03-05,,,,,,2026-03-06,,达成,,,,,,,,,,,,")]
    [InlineData("回访满意", "（2026）鲁0997民初1号,东庄法庭,,,,,2026-03-02,2026-03-05,,,,,,,,,,,,,,,,,,,是,")]
    [InlineData("收件日期", "（2026）鲁0997民初1号,东庄法庭,,,,,2062-03-02,2062-03-05,,,,,,,,,,,,,,,,,,,,")]
    [InlineData("原告", "（2026）鲁0997民初1号,东庄法庭,,李\u202E波,,,2026-03-02,2026-03-05,,,,,,,,,,,,,,,,,,,,")]
    [InlineData("", "（2026）鲁0997民初1号,东庄法庭,,,,,2026-03-02,2026-03-05,,,,,,,,,,,,,,,,,,,,,,多")]
    public async Task A_row_that_cannot_be_true_is_told_with_its_line_and_column_and_harms_no_other(string column, string row)
    {
        await using var service = TriageService.Start();
        var (status, result) = await Import(service, Csv("（2026）鲁0997民初8号,东庄法庭,,,,,2026/3/2,2026年3月5日,,,,,,,,,,,,,,,,,,,,\n" + row + "\n（2026）鲁0997民初9号,dongzhuang,,,,,2026-03-02,2026-03-05,,,,,,,,,,,,,,,,,,,,"));
        Assert.Equal(200, status);
        Assert.True((Count(result, "accepted"), Count(result, "rejected")) == (2, 1), result.ToJsonString());
        var error = result["rows"]!.AsArray().Single(one => one!["errors"] is not null)!;
        Assert.Equal(3, error["line"]!.GetValue<int>());
        Assert.Contains(error["errors"]!.AsArray(), one => one!["column"]!.ToString() == column);
        Assert.All(error["errors"]!.AsArray(), one => Assert.NotEmpty(one!["reason"]!.ToString()));
    }

    /// <summary>Today is 2026-11-20: nothing has happened on the 21st, while a limit and a debt may well lie there.</summary>
    [Fact]
    public async Task What_has_happened_is_not_later_than_today_and_what_lies_ahead_may_be()
    {
        const string mediated = "（2026）鲁0997诉前调确3号,东庄法庭,,甲,乙,,2026-11-01,2026-11-02,,普通程序,,,,2026-11-03,2026-11-04,达成,2026-11-05,有效,2026-11-06,2026-11-07,判决,2027-05-02,2026-11-08,2027-01-15,2026-11-10,2026-11-20,是,";
        await using var service = TriageService.Start();
        foreach (var (column, date) in new[] { ("收件日期", "2026-11-01"), ("立案日期", "2026-11-02"), ("调解开始", "2026-11-03"), ("调解结束", "2026-11-04"), ("申请确认日期", "2026-11-05"), ("确认日期", "2026-11-06"), ("结案日期", "2026-11-07"), ("上诉日期", "2026-11-08"), ("履行日期", "2026-11-10"), ("回访日期", "2026-11-20") })
        {
            var (_, result) = await Import(service, Csv(mediated.Replace(date, "2026-11-21", StringComparison.Ordinal)));
            Assert.True(Count(result, "rejected") == 1, $"{column}: {result.ToJsonString()}");
            Assert.Contains(result["rows"]![0]!["errors"]!.AsArray(), error => error!["column"]!.ToString() == column && error["reason"]!.ToString().StartsWith("“2026-11-21”晚于今天（2026-11-20）", StringComparison.Ordinal));
        }
        Assert.Equal(1, Count((await Import(service, Csv(mediated))).Body, "accepted"));
    }

    [Fact]
    public async Task A_changed_row_of_another_tribunals_case_is_told_as_such_and_nothing_of_what_is_held()
    {
        await using var service = TriageService.Start();
        const string row = "（2026）鲁0997民初12号,柳泉法庭,民间借贷纠纷,李波,赵六,3200.50,2026-03-02,2026-03-05,,,,,,,,,,,,,,,,,,,,";
        _ = await Import(service, Csv(row), user: "clerk");
        var (_, result) = await Import(service, Csv(row.Replace("3200.50", "9900.00", StringComparison.Ordinal)), user: "clerk");
        var error = Assert.Single(result["rows"]![0]!["errors"]!.AsArray())!;
        Assert.Equal(("案号", "该案号已在册（其他法庭的案件），本行所载与在册的不一致；请与该法庭核对"), (error["column"]!.ToString(), error["reason"]!.ToString()));
        Assert.DoesNotContain("3200", result.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_number_twice_in_one_file_is_refused_however_it_is_written()
    {
        await using var service = TriageService.Start();
        var (_, result) = await Import(service, Csv("（2026）鲁0997民初8号,东庄法庭,,,,,2026-03-02,2026-03-05,,,,,,,,,,,,,,,,,,,,\n(2026) 鲁0997民初８号,东庄法庭,,,,,2026-03-02,2026-03-05,,,,,,,,,,,,,,,,,,,,"));
        Assert.Equal((1, 1), (Count(result, "accepted"), Count(result, "rejected")));
    }

    [Fact]
    public async Task A_number_that_came_with_a_ledger_is_not_given_again()
    {
        await using var service = TriageService.Start();
        _ = await Import(service, Csv("（2026）鲁0997民初41号,东庄法庭,,,,,2026-03-02,2026-03-05,,,,,,,,,,,,,,,,,,,,"));
        var filed = (await (await service.As("clerk")).Post("/cases", Disputes.Loan())).Expect(201);
        Assert.Contains(filed.Body!["numbers"]!.AsArray(), number => number!["number"]!.ToString() == "（2026）鲁0997民初42号");
    }

    [Fact]
    public async Task New_disputes_come_in_by_the_same_way_as_at_the_counter()
    {
        await using var service = TriageService.Start();
        var good = Disputes.Irrigation().ToJsonString();
        var bad = Disputes.Loan().With("narrative", "短").ToJsonString();
        var file = Encoding.UTF8.GetBytes($"{good}\n{bad}\n{{\"narrative\":1}}\n\n{Disputes.Loan().ToJsonString()}\n");
        var (status, result) = await Import(service, file, Upload.NdjsonType, "");
        Assert.True(status == 200, result.ToJsonString());
        Assert.Equal((2, 2), (Count(result, "accepted"), Count(result, "rejected")));
        Assert.Equal([2, 3], result["rows"]!.AsArray().Where(row => row!["errors"] is not null).Select(row => row!["line"]!.GetValue<int>()));
        var (_, again) = await Import(service, file, Upload.NdjsonType, "");
        Assert.Equal((0, 2), (Count(again, "accepted"), Count(again, "unchanged")));
        var c = (await (await service.As("clerk")).Get($"/cases/{result["rows"]![0]!["caseId"]}")).Expect(200);
        Assert.Equal("awaiting_mediator", c.State);
        var sheet = "原告,被告,案情,标的额,渠道,收件日期\n王五,赵六,去年借给他两万块钱，说好秋后还，到现在一分没还，打电话也不接。,20000,窗口,2026/11/18\n";
        (_, result) = await Import(service, CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(sheet), Upload.CsvType, "");
        Assert.True(Count(result, "accepted") == 1, result.ToJsonString());
    }

    [Fact]
    public async Task What_is_no_table_is_refused_and_a_workbook_that_unpacks_without_end_too()
    {
        await using var service = TriageService.Start();
        Assert.Equal(415, (await Import(service, Csv(Full), "application/pdf")).Status);
        Assert.Equal(422, (await Import(service, Encoding.UTF8.GetBytes("甲,乙\n1,2\n"))).Status);
        Assert.Equal(422, (await Import(service, Encoding.UTF8.GetBytes("no zip"), Upload.XlsxType)).Status);
        Assert.Equal(400, (await Import(service, Csv(Full), query: "kind=else")).Status);
        using var bomb = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(bomb, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var sheet = zip.CreateEntry("xl/worksheets/sheet1.xml").Open();
            await sheet.WriteAsync(Encoding.UTF8.GetBytes("<worksheet><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>案号"));
            var blanks = new byte[1 << 20];
            Array.Fill(blanks, (byte)' ');
            for (var i = 0; i < 80; i++) await sheet.WriteAsync(blanks);
        }
        Assert.InRange(bomb.Length, 1, 1 << 20);
        Assert.Equal(422, (await Import(service, bomb.ToArray(), Upload.XlsxType)).Status);
    }

    [Fact]
    public async Task Progress_is_told_line_by_line_to_who_asks_for_it_and_the_last_line_is_the_result()
    {
        await using var service = TriageService.Start();
        var rows = string.Concat(Enumerable.Range(1, 2500).Select(i => $"（2026）鲁0997民初{i}号,东庄法庭,,,,,2026-03-02,2026-03-05,,,,,,,,,,,,,,,,,,,,\n"));
        var (_, lines) = await Import(service, Csv(rows), accept: Upload.NdjsonType);
        Assert.Equal([1000, 2500, 2500], lines.AsArray().Select(line => Count(line!, "accepted")));
        Assert.Equal(2500, lines.AsArray()[^1]!["rows"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_name_that_no_table_knows_is_taken_and_told()
    {
        await using var service = TriageService.Start();
        var (_, result) = await Import(service, Csv("（2026）鲁0997民初8号,东庄法庭,无此案由纠纷,,,,2026-03-02,2026-03-05,,,,,无此法官,,,,,,,,,,,,,,,"));
        Assert.Equal((1, 1), (Count(result, "accepted"), Count(result, "warned")));
        Assert.Equal(["案由", "承办法官"], result["rows"]![0]!["warnings"]!.AsArray().Select(warning => warning!["column"]!.ToString()));
    }

    [Fact]
    public async Task Where_the_disk_is_full_half_way_the_answer_says_what_was_kept_and_the_same_file_again_completes_it()
    {
        await using var service = TriageService.Start();
        string Rows(int first, int count) => string.Concat(Enumerable.Range(first, count).Select(i => $"（2026）鲁0997民初{i}号,东庄法庭,,,,,2026-03-02,2026-03-05,,,,,,,,,,,,,,,,,,,,\n"));
        var database = service.Services.GetRequiredService<Database>();
        Task<long> Pragma(string pragma) => database.WriteAsync(unit => unit.FirstOrDefaultAsync<long>("pragma " + pragma), CancellationToken.None);
        _ = await Import(service, Csv(Rows(1, 1000)));
        var before = await Pragma("page_count");
        _ = await Import(service, Csv(Rows(1001, 1000)));
        var full = await Pragma("page_count");
        // There is room for one turn and a half.
        _ = await Pragma($"max_page_count={full + ((full - before) * 3 / 2)}");
        var rows = Rows(2001, 2500);
        var (status, problem) = await Import(service, Csv(rows));
        Assert.True(status == 507, problem.ToJsonString());
        var (_, lines) = await Import(service, Csv(rows), accept: Upload.NdjsonType);
        Assert.Equal(1001, Count(lines.AsArray()[^1]!, "doneToLine"));
        Assert.Contains("第 1001 行及以前", lines.AsArray()[^1]!["stopped"]!["detail"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("第 1001 行及以前", problem["detail"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("新存 1000 件", problem["detail"]!.ToString(), StringComparison.Ordinal);
        _ = await Pragma("max_page_count=1000000");
        var (_, again) = await Import(service, Csv(rows));
        Assert.Equal((1500, 1000), (Count(again, "accepted"), Count(again, "unchanged")));
    }

    [Theory, InlineData("csv"), InlineData("ndjson"), InlineData("xlsx")]
    public async Task An_export_leaves_no_file_behind(string format)
    {
        await using var service = TriageService.Start();
        _ = await Import(service, Csv(Full));
        _ = await Export(service, $"kind=ledger&format={format}");
        using var scratch = PrivateFiles.Scratch();
        Assert.False(OperatingSystem.IsWindows() ? false : File.Exists(scratch.Name), "it has a name while it is open");
        Assert.Equal(0, scratch.Length);
    }

    /// <summary>The short way for plain digits must say what the long way says.</summary>
    [Fact]
    public void A_date_reads_the_same_in_every_style_and_what_is_none_is_refused()
    {
        string[] styles = ["yyyy-MM-dd", "yyyy-M-d", "yyyy/MM/dd", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyy年MM月dd日"];
        for (var day = new DateOnly(1999, 12, 20); day < new DateOnly(2001, 3, 5); day = day.AddDays(1))
            foreach (var style in styles)
            {
                var text = day.ToString(style, System.Globalization.CultureInfo.InvariantCulture);
                foreach (var written in (string[])[text, text.Replace('2', '２'), text + " 0:00", text + " 00:00:00", text + "T00:00:00", " " + text])
                    Assert.True(LedgerReader.TryDate(written, out var read) && read == day, written);
            }
        string[] none = ["2026-02-29", "2026-00-01", "2026-1-0", "2026-13-01", "2026-04-31", "0000-01-01", "2026年1月5", "2026-1/5", "2026年1-5日", "2026-1-5日", "2026/1月5日", "2026-123-1", "2026-1-123", "2026--1-5", "2026-1-", "26-01-05", "2026年1月", "二〇二六年一月五日", "2026-1-5-1", "2026-a-01", ""];
        foreach (var text in none) Assert.False(LedgerReader.TryDate(text, out _), text);
    }

    [Fact]
    public async Task Leadership_gets_the_ledger_without_names_and_a_clerk_only_the_own_tribunals()
    {
        await using var service = TriageService.Start();
        _ = await Import(service, Csv(Full));
        Assert.DoesNotContain("李波", Encoding.UTF8.GetString(await Export(service, "kind=ledger", "leader")), StringComparison.Ordinal);
        var own = Encoding.UTF8.GetString(await Export(service, "kind=ledger", "clerk"));
        Assert.Contains("李波", own, StringComparison.Ordinal);
        Assert.DoesNotContain("柳泉", own, StringComparison.Ordinal);
        (await (await service.As("clerk")).Get("/cases/export?tribunal=liuquan")).ExpectProblem(403, "other_tribunal");
        var police = Encoding.UTF8.GetString(await Export(service, "kind=police"));
        Assert.Contains("警情编号", police, StringComparison.Ordinal);
        Assert.Contains("诉前调确3号", police, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1"), InlineData("＝1"), InlineData("@x"), InlineData("＠x"), InlineData("+86"), InlineData("-x"), InlineData("'=1"), InlineData("''＋1"), InlineData("普通")]
    public void A_protected_cell_begins_like_no_formula_and_comes_back_as_it_was(string text)
    {
        var cell = SafeText.Protect(text);
        Assert.DoesNotContain(cell[0], "=+-@＝＋－＠");
        Assert.Equal(text, SafeText.Restore(cell));
    }

    [Fact]
    public void The_first_column_of_the_ledger_is_the_one_a_header_is_known_by() => Assert.Equal(["number", "narrative"], [LedgerColumns.All[0].Key, LedgerColumns.All[^1].Key]);
}
