using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Tables;

namespace Triage.Api.Features.Ledger;

/// <summary>An empty file to fill in, and what each of its columns takes. The example stands where the import does not read: on a sheet of its own, in CSV above the header.</summary>
internal static class GetImportTemplate
{
    private const string Guide = "填写说明";
    private static readonly string[] Heads = ["列名", "是否必填", "可填的内容", "示例", "说明"];

    public static Results<Ok<ImportColumnsResponse>, Problem> HandleColumns(string? kind, CourtSetup court) =>
        Refuse(kind, null) is { } refusal ? Problems.From(refusal) : TypedResults.Ok(new ImportColumnsResponse(ColumnGuides.Of(kind ?? "cases", court)));

    public static Results<FileContentHttpResult, Problem> Handle(string? kind, string? format, CourtSetup court)
    {
        if (Refuse(kind, format) is { } refusal) return Problems.From(refusal);
        var (name, columns) = (kind == "ledger" ? "台账" : "新收件", ColumnGuides.Of(kind ?? "cases", court));
        return format == "csv"
            ? TypedResults.File(Csv(columns), $"{Upload.CsvType}; charset=utf-8", $"{(kind == "ledger" ? "ledger" : "cases")}-template.csv")
            : TypedResults.File(Xlsx(name, columns), Upload.XlsxType, $"{(kind == "ledger" ? "ledger" : "cases")}-template.xlsx");
    }

    private static Refusal? Refuse(string? kind, string? format)
    {
        Dictionary<string, string[]> errors = [];
        if (kind is not (null or "" or "ledger" or "cases")) errors["kind"] = ["应为 ledger 或 cases。"];
        if (format is not (null or "" or "csv" or "xlsx")) errors["format"] = ["应为 csv 或 xlsx。"];
        return errors.Count == 0 ? null : new Refusal(RefusalCodes.BadQuery, "查询参数有误。", "A query parameter is wrong.") { Errors = errors };
    }

    private static string Header(ColumnGuide column) => column.Need == ColumnNeed.Required ? $"{column.Header}{ColumnGuides.Mark}" : column.Header;

    private static string Need(ColumnGuide column) => column.Need switch { ColumnNeed.Required => "必填", ColumnNeed.Conditional => "视情况", ColumnNeed.Optional => "选填" };

    private static byte[] Xlsx(string name, IReadOnlyList<ColumnGuide> columns)
    {
        using var file = new MemoryStream();
        using (var workbook = new Workbook(file))
        {
            workbook.Sheet(new SheetLayout(name, [.. columns.Select(column => Math.Max(12, column.Header.Length * 2.6))], 1, Landscape: true, []),
                [[.. columns.Select(column => Cell.Of(Header(column), CellStyle.Header))]]);
            workbook.Sheet(new SheetLayout(Guide, [16, 9, 44, 30, 44], 2, Landscape: true, ["A1:E1"]),
            [
                [Cell.Of($"请填在“{name}”表；本表只供查看，导入时不读。带{ColumnGuides.Mark}的列必填，其他列可以留空。", CellStyle.Note)],
                [.. Heads.Select(head => Cell.Of(head, CellStyle.Header))],
                .. columns.Select(column => (IReadOnlyList<Cell>)[Cell.Of(Header(column)), Cell.Of(Need(column)), Cell.Of(string.Join("、", column.Words)), Cell.Of(column.Example), Cell.Of(column.Note)]),
            ]);
        }
        return file.ToArray();
    }

    /// <summary>Three lines above the header, which the import passes over as it does a title.</summary>
    private static byte[] Csv(IReadOnlyList<ColumnGuide> columns)
    {
        var text = new StringBuilder();
        CsvText.Line(text, [$"{Guide}：第二行是各列可填的内容，第三行是示例；表头以上各行导入时都不读，可以留着。带{ColumnGuides.Mark}的列必填。案件从表头的下一行填起。"]);
        CsvText.Line(text, [.. columns.Select(column => column.Words.Count > 0 ? string.Join("、", column.Words) : column.Note ?? Need(column))]);
        CsvText.Line(text, [.. columns.Select(column => column.Example)]);
        CsvText.Line(text, [.. columns.Select(Header)]);
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())];
    }
}

internal sealed record ImportColumnsResponse(IReadOnlyList<ColumnGuide> Columns);
