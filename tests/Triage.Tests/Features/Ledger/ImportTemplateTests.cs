using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Triage.Api.Features.Ledger;
using Triage.Api.Tables;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Ledger;

/// <summary>The empty files that the console hands out: what they tell is what the import does.</summary>
public sealed class ImportTemplateTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<JsonNode> ImportAsync(TriageService service, byte[] file, string type, string kind)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/import?dryRun=true&kind={kind}") { Content = new ByteArrayContent(file) };
        request.Headers.Authorization = (await service.As("clerk")).Authorization;
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await service.Client.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private static async Task<byte[]> TemplateAsync(TriageService service, string kind, string format)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/cases/import/template?kind={kind}&format={format}");
        request.Headers.Authorization = (await service.As("clerk")).Authorization;
        using var response = await service.Client.SendAsync(request, Token);
        Assert.True(response.IsSuccessStatusCode);
        return await response.Content.ReadAsByteArrayAsync(Token);
    }

    private static (int Accepted, int Rejected) Counts(JsonNode result) => (result["accepted"]!.GetValue<int>(), result["rejected"]!.GetValue<int>());

    [Theory]
    [InlineData("ledger", "xlsx")]
    [InlineData("ledger", "csv")]
    [InlineData("cases", "xlsx")]
    [InlineData("cases", "csv")]
    public async Task An_empty_file_goes_in_cleanly_and_its_example_becomes_no_case(string kind, string format)
    {
        await using var service = TriageService.Start();
        var result = await ImportAsync(service, await TemplateAsync(service, kind, format), format == "csv" ? Upload.CsvType : Upload.XlsxType, kind);
        Assert.Equal((0, 0), Counts(result));
        Assert.Empty(result["ignored"]!.AsArray());
    }

    [Theory]
    [InlineData("ledger")]
    [InlineData("cases")]
    public async Task The_example_under_the_header_is_a_case(string kind)
    {
        await using var service = TriageService.Start();
        var lines = Encoding.UTF8.GetString(await TemplateAsync(service, kind, "csv")).TrimEnd('\n').Split('\n');
        Assert.Contains(kind == "ledger" ? "案号＊" : "案情＊", lines[3], StringComparison.Ordinal);
        var result = await ImportAsync(service, Encoding.UTF8.GetBytes(string.Join('\n', [.. lines, lines[2]]) + "\n"), Upload.CsvType, kind);
        Assert.True(Counts(result) == (1, 0), result.ToJsonString());
    }

    [Theory]
    [InlineData("ledger")]
    [InlineData("cases")]
    public async Task A_column_that_is_said_to_be_needed_is_refused_empty_and_each_word_offered_is_read(string kind)
    {
        await using var service = TriageService.Start();
        var columns = ColumnGuides.Of(kind, Shipped.Court);
        var example = columns.ToDictionary(column => column.Header, column => column.Example ?? "");
        foreach (var column in columns.Where(column => column.Need == ColumnNeed.Required))
        {
            var result = await RowAsync(new Dictionary<string, string>(example) { [column.Header] = "" });
            var faults = result["rows"]![0]!["errors"]!.AsArray();
            Assert.Contains(column.Header, faults.Select(fault => fault!["column"]!.ToString()));
            Assert.All(faults, fault => Assert.Null(fault!["value"]));
        }
        foreach (var column in columns.Where(column => column.Words.Count > 0))
            foreach (var word in column.Words)
            {
                var result = await RowAsync(new Dictionary<string, string>(example) { [column.Header] = word });
                Assert.DoesNotContain("不在可选值之内", result.ToJsonString(), StringComparison.Ordinal);
                Assert.DoesNotContain("个法庭", result.ToJsonString(), StringComparison.Ordinal);
            }

        Task<JsonNode> RowAsync(Dictionary<string, string> row) => ImportAsync(service, Encoding.UTF8.GetBytes($"{string.Join(',', row.Keys)}\n{string.Join(',', row.Values)}\n"), Upload.CsvType, kind);
    }

    [Fact]
    public async Task A_fault_tells_line_column_cell_and_reason()
    {
        await using var service = TriageService.Start();
        var result = await ImportAsync(service, Encoding.UTF8.GetBytes("案号,法庭,立案日期,结案日期,渠道\n（2026）鲁0997民初9901号,东庄法庭,2026-03-03,2026-02-30,电报\n"), Upload.CsvType, "ledger");
        var row = result["rows"]![0]!;
        Assert.Equal(2, row["line"]!.GetValue<int>());
        Assert.Equal([("结案日期", "2026-02-30"), ("渠道", "电报")], row["errors"]!.AsArray().Select(fault => (fault!["column"]!.ToString(), fault["value"]!.ToString())).OrderBy(pair => pair.Item2, StringComparer.Ordinal));
        result = await ImportAsync(service, Encoding.UTF8.GetBytes("案情,原告,被告,法庭,渠道\n借款两万元，到期以后一直没有归还。,李波,王芳,南山法庭,\n"), Upload.CsvType, "cases");
        Assert.Equal([("法庭", true), ("渠道", true)], result["rows"]![0]!["errors"]!.AsArray().Select(fault => (fault!["column"]!.ToString(), fault["reason"]!.ToString().Contains(fault["column"]!.ToString() == "法庭" ? "东庄法庭" : "窗口", StringComparison.Ordinal))).Order());
    }
}
