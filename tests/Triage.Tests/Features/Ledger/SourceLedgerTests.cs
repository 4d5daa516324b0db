using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Triage.Api.Data;
using Triage.Api.Features.Ledger;
using Triage.Api.Tables;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Ledger;

public sealed class SourceLedgerTests
{
    private const string Police = """
        东庄派出所警民联调台账
        收件日期,法庭,派出所,警情编号,申请人,被申请人,纠纷经过,标的额,调解开始,调解结束,调解结果,应履行日期,履行日期,回访日期,回访满意,核查1,核查2
        2026-11-17,东庄法庭,东庄派出所,JQ2026111701,李波,李强,浇地的时候他把渠口堵上不让水过来，三亩玉米旱死了，要他赔三千二百块钱。,3200,,,,,,,,,
        2026/3/2,dongzhuang,东庄派出所,JQ2026030201,王秀英,赵六,两家因为院墙滴水吵起来，动手推了一把。,,2026年3月3日,2026-03-09,达成,2026-03-20,2026-03-18,2026-04-01,是,√ 2026-04-05 王芳：已电话核实,√ 2026/7/5 王芳
        2026-04-02,东庄法庭,东庄派出所,JQ2026040201,甲某,乙某,晒粮占道起纠纷，双方各让一步。,,2026-04-02,2026-04-03,达成,,,,,查过了,
        """;

    private static async Task<JsonNode> Import(TriageService service, byte[] file, string type, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases/import?" + query) { Content = new ByteArrayContent(file) };
        request.Headers.Authorization = (await service.As("clerk")).Authorization;
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await service.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private static async Task<byte[]> Export(TriageService service, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/cases/export?" + query);
        request.Headers.Authorization = (await service.As("president")).Authorization;
        using var response = await service.Client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static (int, int, int) Counts(JsonNode result) => (result["accepted"]!.GetValue<int>(), result["unchanged"]!.GetValue<int>(), result["rejected"]!.GetValue<int>());

    [Theory, InlineData("sqlite"), InlineData("postgresql")]
    public async Task The_ledger_of_the_police_comes_in_with_its_references_and_check_marks_and_goes_out_again(string provider)
    {
        await using var service = TriageService.Start(provider);
        var file = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(Police);
        Assert.Equal((2, 0, 1), Counts(await Import(service, file, Upload.CsvType, "kind=police&dryRun=true")));
        var first = await Import(service, file, Upload.CsvType, "kind=police");
        Assert.True(Counts(first) == (2, 0, 1), first.ToJsonString());
        var wrong = first["rows"]!.AsArray().Single(row => row!["errors"] is not null)!;
        Assert.Equal((5, "核查1"), (wrong["line"]!.GetValue<int>(), wrong["errors"]![0]!["column"]!.ToString()));
        Assert.Equal((0, 2, 1), Counts(await Import(service, file, Upload.CsvType, "kind=police")));

        var clerk = await service.As("clerk");
        // What the police handed over goes the way of every new dispute; what they settled is taken over as it is.
        var handed = (await clerk.Get($"/cases/{first["rows"]![0]!["caseId"]}")).Expect(200);
        Assert.Equal(("police", "JQ2026111701"), (handed.Text("channel"), handed.Text("source.reference")));
        Assert.NotEqual("", handed.Text("triage.route"));
        var settled = (await clerk.Get($"/cases/{first["rows"]![1]!["caseId"]}")).Expect(200);
        Assert.Equal(("agreed", "2026-03-09"), (settled.Text("mediation.outcome"), settled.Text("mediation.endedOn")));
        Assert.Equal(["已电话核实", ""], settled.Body!["ledgerChecks"]!.AsArray().Select(check => check!["note"]!.ToString()));

        var sheet = Encoding.UTF8.GetString(await Export(service, "kind=police"));
        Assert.Contains("JQ2026030201", sheet, StringComparison.Ordinal);
        Assert.Contains("√ 2026-04-05 王芳：已电话核实,√ 2026-07-05 王芳", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("JQ2026030201", Encoding.UTF8.GetString(await Export(service, "kind=hotline")), StringComparison.Ordinal);
        foreach (var (query, type) in new[] { ("kind=police", Upload.CsvType), ("kind=police&format=xlsx", Upload.XlsxType), ("kind=police&format=ndjson", Upload.NdjsonType) })
        {
            var again = await Import(service, await Export(service, query), type, "kind=police");
            Assert.True(Counts(again) == (0, 2, 0), again.ToJsonString());
        }

        // An inspector adds a mark in the sheet: it is added to the case, and nothing else may change.
        var marked = sheet.Replace("√ 2026-07-05 王芳", "√ 2026-07-05 王芳,√ 2026-10-08 王芳：卷宗齐全", StringComparison.Ordinal).Replace("王芳：卷宗齐全,,", "王芳：卷宗齐全,", StringComparison.Ordinal);
        Assert.Equal((0, 2, 0), Counts(await Import(service, Encoding.UTF8.GetBytes(marked), Upload.CsvType, "kind=police")));
        Assert.Contains("√ 2026-10-08 王芳：卷宗齐全", Encoding.UTF8.GetString(await Export(service, "kind=police")), StringComparison.Ordinal);
        Assert.Equal((0, 1, 1), Counts(await Import(service, Encoding.UTF8.GetBytes(sheet.Replace("2026-03-09", "2026-03-10", StringComparison.Ordinal)), Upload.CsvType, "kind=police")));

        // Into another court: what was settled is the same to the letter.
        await using var other = TriageService.Start(provider);
        Assert.Equal((2, 0, 0), Counts(await Import(other, await Export(service, "kind=police"), Upload.CsvType, "kind=police")));
        string Line(byte[] csv) => Encoding.UTF8.GetString(csv).Split('\n').Single(line => line.Contains("JQ2026030201", StringComparison.Ordinal));
        Assert.Equal(Line(await Export(service, "kind=police")), Line(await Export(other, "kind=police")));
    }

    [Theory, InlineData("kind=police"), InlineData("kind=police&dryRun=true")]
    public async Task A_clerk_writes_nothing_into_another_tribunals_books(string query)
    {
        await using var service = TriageService.Start();
        var file = Police.Replace("东庄法庭", "柳泉法庭", StringComparison.Ordinal).Replace("dongzhuang", "liuquan", StringComparison.Ordinal);
        var result = await Import(service, Encoding.UTF8.GetBytes(file), Upload.CsvType, query);
        Assert.True(Counts(result) == (0, 0, 3), result.ToJsonString());
        Assert.All(result["rows"]!.AsArray().Take(2), row => Assert.Equal("法庭", row!["errors"]![0]!["column"]!.ToString()));
    }

    private static JsonObject From(string channel, string kind, string? name, string? reference, string plaintiff = "李波", string defendant = "李强") =>
        Disputes.Irrigation(plaintiff: plaintiff, defendant: defendant).With("channel", channel).With("source", new JsonObject { ["kind"] = kind, ["name"] = name, ["reference"] = reference });

    private static byte[] Rows(params string[] rows) => Encoding.UTF8.GetBytes("收件日期,法庭,派出所,警情编号,申请人,被申请人,纠纷经过,标的额,调解开始,调解结束,调解结果,核查1\n" + string.Join('\n', rows) + "\n");

    [Theory, InlineData("sqlite"), InlineData("postgresql")]
    public async Task A_reference_typed_at_receipt_or_added_later_is_found_by_the_ledger_of_the_source(string provider)
    {
        await using var service = TriageService.Start(provider);
        var clerk = await service.As("clerk");
        var typed = (await clerk.Post("/cases", From("police", "police_station", "东庄派出所", "警〔2026〕7号"))).Expect(201).Id;
        var added = (await clerk.Post("/cases", Disputes.Irrigation(plaintiff: "王五", defendant: "马六").With("channel", "police"))).Expect(201).Id;
        (await clerk.Act(added, "source-reference", new { reference = "JQ8" })).Expect(200);
        (await clerk.Act(added, "source-reference", new { reference = "JQ9", reason = "来文更正了编号" })).Expect(200);
        var hotline = (await clerk.Post("/cases", From("hotline", "hotline", null, "JQ9", "钱七", "孙八"))).Expect(201).Id;

        // The station's own day and words differ, brackets and width are typed as they come; the number is the same.
        var file = Rows("2026-11-15,东庄法庭,东庄派出所,警[2026]７号,李 波,李强,报警称邻居堵了水渠，民警到场劝开。,,,,,√ 2026-11-19 王芳：已移送",
            "2026-11-16,东庄法庭,东庄派出所,JQ9,王五,马六,浇地纠纷，双方情绪激动，民警建议到法庭解决。,3200,,,,",
            "2026-11-16,东庄法庭,东庄派出所,JQ8,周一,吴二,为宅基地边界砌墙起争执，民警到场劝阻后移送法庭。,,,,,",
            "2026-11-16,东庄法庭,东庄派出所,JQ9,冯三,陈四,为排水沟的事争吵，民警到场劝开，移送法庭处理。,,,,,",
            "2026-11-16,东庄法庭,东庄派出所,警〔2026〕7号,李波,李强,浇地纠纷，民警已经调解。,,2026-11-16,2026-11-17,达成,");
        foreach (var dry in (bool[])[true, false])
        {
            var result = await Import(service, file, Upload.CsvType, dry ? "kind=police&dryRun=true" : "kind=police");
            Assert.True(Counts(result) == (1, 2, 2), result.ToJsonString());
            var rows = result["rows"]!.AsArray();
            Assert.Equal([typed, added], rows.Take(2).Select(row => row!["caseId"]!.ToString()));
            // What the station says otherwise is told, and what the court has stays.
            Assert.Equal(["收件日期", "纠纷经过"], rows[0]!["warnings"]!.AsArray().Select(one => one!["column"]!.ToString()).Order(StringComparer.Ordinal));
            Assert.Contains("王五、马六", rows[3]!["errors"]![0]!["reason"]!.ToString(), StringComparison.Ordinal);
            Assert.Equal("调解开始", rows[4]!["errors"]![0]!["column"]!.ToString());
        }
        var held = (await clerk.Get($"/cases/{typed}")).Expect(200);
        Assert.Equal(("2026-11-16", "警〔2026〕7号", "已移送"), (held.Text("receivedOn"), held.Text("source.reference"), held.Text("ledgerChecks.0.note")));
        Assert.Equal(("东庄派出所", "JQ9"), ((await clerk.Get($"/cases/{added}")).Expect(200).Text("source.name"), (await clerk.Get($"/cases/{added}")).Expect(200).Text("source.reference")));
        Assert.Equal("", (await clerk.Get($"/cases/{hotline}")).Expect(200).Text("source.name"));
        // Again: nothing is added, and the number that was corrected belongs to the row that brought it.
        Assert.Equal((0, 3, 2), Counts(await Import(service, file, Upload.CsvType, "kind=police")));
        Assert.Equal(4, (await clerk.Get("/cases?limit=200")).Expect(200).Body!["items"]!.AsArray().Count);
        // The sheet that the court prints of them comes back unchanged.
        Assert.Equal((0, 3, 0), Counts(await Import(service, await Export(service, "kind=police"), Upload.CsvType, "kind=police")));
    }

    [Fact]
    public async Task Two_stations_that_number_alike_are_told_apart_by_their_names_and_a_file_without_a_name_is_asked_for_it()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        string[] ids = [(await clerk.Post("/cases", From("police", "police_station", "东庄派出所", "7"))).Expect(201).Id, (await clerk.Post("/cases", From("police", "police_station", "南驿派出所", "7", "王五", "马六"))).Expect(201).Id];
        var result = await Import(service, Rows("2026-11-16,东庄法庭,南驿派出所,7,王五,马六,浇地纠纷，民警建议到法庭解决，已经移送。,,,,,", "2026-11-16,东庄法庭,,7,李波,李强,浇地纠纷，民警建议到法庭解决，已经移送。,,,,,"), Upload.CsvType, "kind=police");
        Assert.True(Counts(result) == (0, 1, 1), result.ToJsonString());
        Assert.Equal(ids[1], result["rows"]![0]!["caseId"]!.ToString());
        Assert.Contains("请填写来源单位", result["rows"]![1]!["errors"]![0]!["reason"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory, InlineData("sqlite"), InlineData("postgresql")]
    public async Task References_of_cases_stored_before_they_were_entered_are_found_all_the_same(string provider)
    {
        await using var service = TriageService.Start(provider);
        var clerk = await service.As("clerk");
        var id = (await clerk.Post("/cases", From("police", "police_station", "东庄派出所", "JQ1"))).Expect(201).Id;
        // As the migration leaves a database that had cases.
        _ = await service.Services.GetRequiredService<Database>().WriteAsync(async unit => await unit.ExecuteAsync("delete from case_sources") + await unit.ExecuteAsync("insert into settings (name, value) values ('case_sources', 'pending')"), CancellationToken.None);
        var result = await Import(service, Rows("2026-11-16,东庄法庭,东庄派出所,JQ1,李波,李强,浇地纠纷，民警建议到法庭解决，已经移送。,,,,,"), Upload.CsvType, "kind=police");
        Assert.Equal(id, result["rows"]![0]!["caseId"]!.ToString());
        Assert.Equal((0, 1, 0), Counts(result));
        Assert.Null(await service.Services.GetRequiredService<Database>().ReadAsync((connection, _) => Dapper.SqlMapper.QueryFirstOrDefaultAsync<string>(connection, "select value from settings where name = 'case_sources'"), CancellationToken.None));
    }

    [Fact]
    public async Task The_same_number_of_the_same_source_is_pointed_out_at_the_counter()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var first = (await clerk.Post("/cases", From("police", "police_station", "东庄派出所", "警〔2026〕7号"))).Expect(201).Id;
        foreach (var other in new[] { From("police", "police_station", "白马庙派出所", "警〔2026〕7号", "赵一", "钱二"), From("hotline", "hotline", null, "警〔2026〕7号", "赵三", "钱四") })
            Assert.Empty((await clerk.Post("/cases", other)).Expect(201).Body!["duplicates"]!.AsArray());
        var again = (await clerk.Post("/cases", From("police", "police_station", null, "警(2026)7号", "王五", "马六").With("narrative", "昨天夜里因为宅基地滴水和邻居动了手，民警让来法庭。"))).Expect(201);
        // Whose number it is has not been said: it may be that of either station, and is none of the hotline's.
        Assert.Equal(2, again.Body!["duplicates"]!.AsArray().Count);
        Assert.Contains("来源编号“警〔2026〕7号”已登记于", again.Body["duplicates"]!.AsArray().Single(one => one!["caseId"]!.ToString() == first)!["why"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("√ 2026-11-05 王芳：已回访", "王芳", "已回访")]
    [InlineData("✓ 2026年11月5日 王芳", "王芳", "")]
    [InlineData("已查", null, null)]
    [InlineData("√ 2026-13-05 王芳", null, null)]
    public void A_check_mark_says_when_and_who(string text, string? by, string? note)
    {
        var check = SourceLedger.ReadCheck(text);
        Assert.Equal((by, note), (check?.By, check?.Note));
    }
}
