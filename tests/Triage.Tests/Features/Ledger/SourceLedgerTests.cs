using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
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
