using System.IO.Compression;
using System.Text;
using Triage.Api.Features.Ledger;
using Triage.Api.Tables;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Ledger;

/// <summary>Files as people really send them: what is wrong is named, and what to do.</summary>
public sealed class LedgerFileTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    private static async Task<(string? Refused, List<TableRow> Rows)> Read(byte[] file, TableFormat format)
    {
        await using var upload = await Upload.OfAsync(new MemoryStream(file), format, null, TestContext.Current.CancellationToken);
        if (upload.Mistaken() is { } mistaken) return (mistaken, []);
        var table = TableReader.Open(upload, LedgerColumns.All);
        return (table.Refusal?.Detail, [.. table.Rows]);
    }

    private static Task<(string? Refused, List<TableRow> Rows)> Read(string text) => Read(Encoding.UTF8.GetBytes(text), TableFormat.Csv);

    private static byte[] Workbook(params (string Name, string Xml)[] parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, xml) in parts)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(xml));
            }
        return file.ToArray();
    }

    private static byte[] Sheet(string rows) => Workbook(("xl/worksheets/sheet1.xml", $"<worksheet><sheetData>{rows}</sheetData></worksheet>"));

    private const string Head = "<row r=\"1\"><c t=\"inlineStr\"><is><t>案号</t></is></c><c t=\"inlineStr\"><is><t>法庭</t></is></c></row>";

    [Fact]
    public async Task A_damaged_workbook_is_told_in_chinese_with_what_to_do()
    {
        var whole = Sheet(Head);
        Assert.Null((await Read(whole, TableFormat.Xlsx)).Refused);
        foreach (var damaged in (byte[][])[whole[..^30], whole[..(whole.Length / 2)], [.. whole.Take(40), .. new byte[60], .. whole.Skip(100)], Sheet("<row><c><v>1</row>")])
        {
            var (refused, _) = await Read(damaged, TableFormat.Xlsx);
            Assert.Contains("另存为 xlsx", refused, StringComparison.Ordinal);
            Assert.DoesNotMatch("[A-Za-z]{6,}", refused!);
        }
        var (_, rows) = await Read(Sheet(Head + "<row r=\"2\"><c t=\"inlineStr\"><is><t>甲</t></is></c></row><row r=\"3\"><c>"), TableFormat.Xlsx);
        Assert.Contains("从这一行起工作簿已损坏", rows[^1].Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_what_it_was_sent_as_is_named()
    {
        Assert.Contains("这是 xlsx 工作簿", (await Read(Sheet(Head), TableFormat.Csv)).Refused, StringComparison.Ordinal);
        Assert.Contains("这是 xlsx 工作簿", (await Read(Sheet(Head), TableFormat.Ndjson)).Refused, StringComparison.Ordinal);
        Assert.Contains("这不是 xlsx 工作簿", (await Read(Encoding.UTF8.GetBytes("案号,法庭\n"), TableFormat.Xlsx)).Refused, StringComparison.Ordinal);
        Assert.Contains("旧版 Excel（.xls）", (await Read([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], TableFormat.Xlsx)).Refused, StringComparison.Ordinal);
        Assert.Equal("文件是空的。", (await Read([], TableFormat.Csv)).Refused);
    }

    [Theory]
    [InlineData("案号;法庭;案由", "分号“;”"), InlineData("案号\t法庭\t案由", "制表符（Tab）"), InlineData("案号，法庭，案由", "全角逗号“，”"), InlineData("2026年台账\n\"案号\"|\"法庭\"", "竖线“|”"), InlineData("法庭；案由；案号", "全角分号“；”")]
    public async Task Another_separator_than_the_comma_is_named(string header, string mark)
    {
        var (refused, _) = await Read(header + "\n甲;乙;丙\n");
        Assert.Contains($"用{mark}隔开", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_no_header_by_any_mark_the_column_is_named() => Assert.Contains("没有找到表头：应有“案号”", (await Read("甲;乙\n1;2\n")).Refused, StringComparison.Ordinal);

    [Fact]
    public async Task A_column_that_every_row_needs_is_missed_once_for_the_file_and_not_row_by_row()
    {
        await using var service = TriageService.Start();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases/import?kind=ledger") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes("案号,案由,立案日期\n（2026）鲁0997民初1号,,2026-03-05\n（2026）鲁0997民初2号,,2026-03-05\n")) };
        request.Headers.Authorization = (await service.As("clerk")).Authorization;
        request.Content.Headers.ContentType = new(Upload.CsvType);
        using var response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(422, (int)response.StatusCode);
        var problem = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.StartsWith("缺少必填的列：“法庭”。", problem["detail"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["file"], problem["errors"]!.AsObject().Select(error => error.Key));
    }

    [Theory]
    [InlineData(" \t2026-03-05", "\t3200"), InlineData("\t2026/3/5\t", " \t3,200.00"), InlineData("\u00A02026年3月5日", "　3200 "), InlineData("2026-03-05", "３，２００")]
    public async Task Tabs_and_blanks_around_a_date_or_a_number_are_no_part_of_it(string date, string amount)
    {
        var (refused, rows) = await Read($"案号,法庭,立案日期,标的额\n\t（2026）鲁0997民初1号,东庄法庭,{date},\"{amount}\"\n");
        Assert.Null(refused);
        var (row, errors) = new LedgerReader(Shipped.Court, Today).Read(Assert.Single(rows));
        Assert.True(row is not null, string.Join('；', errors));
        Assert.Equal(("（2026）鲁0997民初1号", new DateOnly(2026, 3, 5), 3200m), (row.Number, row.FiledOn, row.Amount));
    }

    [Theory]
    [InlineData("1,00"), InlineData("1,0000"), InlineData("12,34,567"), InlineData(",100"), InlineData("1,000,"), InlineData("1.000,00"), InlineData("1,000.001"), InlineData("1234,567"), InlineData("-5"), InlineData("1e3")]
    public void A_comma_stands_before_every_three_digits_or_makes_no_amount(string amount)
    {
        var cells = new string?[LedgerColumns.All.Count];
        (cells[LedgerColumns.Index["number"]], cells[LedgerColumns.Index["tribunal"]], cells[LedgerColumns.Index["filedOn"]], cells[LedgerColumns.Index["amount"]]) = ("（2026）鲁0997民初1号", "东庄法庭", "2026-03-05", amount);
        Assert.Contains("不是金额", Assert.Single(new LedgerReader(Shipped.Court, Today).Read(new TableRow(2, cells)).Errors).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,000", 1000), InlineData("1,234,567.89", 1234567.89), InlineData("100", 100), InlineData("0", 0), InlineData("３２００．５", 3200.5)]
    public void An_amount_is_read_with_commas_in_threes_and_without(string text, double amount) => Assert.True(LedgerReader.TryAmount(text, out var read) && read == (decimal)amount);

    [Fact]
    public async Task A_narrative_that_is_too_long_is_told_its_limit_and_the_rows_after_it_are_read()
    {
        var (_, rows) = await Read($"案号,法庭,立案日期,案情\n（2026）鲁0997民初1号,东庄法庭,2026-03-05,{new string('案', 200_000)}\n（2026）鲁0997民初2号,东庄法庭,2026-03-05,\n");
        Assert.Equal(2, rows.Count);
        Assert.Equal("有 200,000 字，一格至多 20,000 字", Assert.Single(new LedgerReader(Shipped.Court, Today).Read(rows[0]).Errors).Reason);
        Assert.NotNull(new LedgerReader(Shipped.Court, Today).Read(rows[1]).Row);
    }

    [Fact]
    public async Task A_quotation_mark_that_nothing_closes_swallows_no_rows_in_silence()
    {
        var lines = string.Concat(Enumerable.Range(2, 50).Select(i => $"（2026）鲁0997民初{i}号,东庄法庭,2026-03-05,\n"));
        var (_, rows) = await Read($"案号,法庭,立案日期,案情\n（2026）鲁0997民初1号,东庄法庭,2026-03-05,\"没有收住\n{lines}");
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Contains("引号不成对", row.Fault, StringComparison.Ordinal));
        (_, rows) = await Read($"案号,法庭,立案日期,案情\n（2026）鲁0997民初1号,东庄法庭,2026-03-05,\"{new string('案', 1_100_000)}\n{lines}");
        Assert.Contains("一格至多 20,000 字", Assert.Single(rows).Fault, StringComparison.Ordinal);
    }
}
