using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Rules;
using Triage.Api.Tables;

namespace Triage.Api.Features.Ledger;

/// <summary>Writes the ledger with the columns it is read by, in the order in which the cases came, without holding it.</summary>
internal static class ExportLedger
{
    private const int Page = 500;
    private const string Ledger = "ledger";

    public static async Task<Results<FileStreamHttpResult, PushStreamHttpResult, Problem>> Handle(string? kind, string? format, string? from, string? to, string? tribunal, string? headers, string? charset,
        CurrentUser user, CourtSetup court, RuleBook rules, Database database, CaseStore store, TimeProvider time, CancellationToken ct)
    {
        Dictionary<string, string[]> errors = [];
        if (kind is not (null or "" or Ledger) && !SourceLedger.Kinds.ContainsKey(kind)) errors["kind"] = [$"应为 {Ledger}、{string.Join("、", SourceLedger.Kinds.Keys)}。"];
        if (format is not (null or "" or "csv" or "xlsx" or "ndjson")) errors["format"] = ["应为 csv、xlsx 或 ndjson。"];
        if (headers is not (null or "" or "zh" or "key")) errors["headers"] = ["应为 zh 或 key。"];
        if (charset is not (null or "" or "utf-8" or "gb18030")) errors["charset"] = ["应为 utf-8 或 gb18030。"];
        var first = Day("from", from, last: false);
        var last = Day("to", to, last: true);
        var wide = user.Tribunal is null;
        var asked = tribunal is { Length: > 0 } ? tribunal : user.Tribunal;
        if (asked is not null && court.FindTribunal(asked) is null) errors["tribunal"] = [$"没有代码为“{asked}”的法庭。"];
        if (errors.Count > 0) return Problems.From(new Refusal(RefusalCodes.BadQuery, "查询参数有误。", "A query parameter is wrong.") { Errors = errors });
        if (!wide && user.RefuseTribunal(asked!) is { } elsewhere) return Problems.From(elsewhere);

        var masked = !user.Is(Role.President) && wide;
        var rows = CasesAsync(database, store, first, last, asked, ct);
        var key = headers == "key" || format == "ndjson";
        var sheet = kind is null or "" or Ledger
            ? new LedgerSheet("台账", LedgerColumns.All, key, Rows(new LedgerCases(court, rules.Clocks, time.Today())))
            : SourceLedger.Sheet(kind, court, rows.Select(c => masked ? Masking.Mask(c) : c), key);
        var name = $"{(kind is null or "" ? Ledger : kind)}-{time.Today().ToString("yyyyMMdd", CultureInfo.InvariantCulture)}.{(format is null or "" ? "csv" : format)}";
        // Text goes out as it is read. A workbook is a zip, written on one thread: it is made ready in a file without a name, so that a slow line holds no thread.
        if (format != "xlsx") return TypedResults.Stream(body => WriteTextAsync(body, sheet, format, charset, ct), ContentType(format, charset), name);
        var stream = PrivateFiles.Scratch();
        try
        {
            sheet.Write(stream, ct);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
        stream.Position = 0;
        return TypedResults.Stream(stream, ContentType(format, charset), name);

        async IAsyncEnumerable<string?[]> Rows(LedgerCases cases)
        {
            await foreach (var c in rows)
                if (cases.ToRow(masked ? Masking.Mask(c) : c) is { } row) yield return cases.Cells(row, codes: key);
        }

        DateOnly? Day(string field, string? text, bool last)
        {
            if (string.IsNullOrEmpty(text)) return null;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)) return last ? month.AddMonths(1).AddDays(-1) : month;
            errors[field] = ["应为 yyyy-MM 或 yyyy-MM-dd。"];
            return null;
        }
    }

    private static string ContentType(string? format, string? charset) => format switch
    {
        "xlsx" => Upload.XlsxType,
        "ndjson" => Upload.NdjsonType,
        _ => $"{Upload.CsvType}; charset={(charset is null or "" ? "utf-8" : charset)}",
    };

    /// <summary>Every case received in the period, oldest entry first.</summary>
    private static async IAsyncEnumerable<CourtCase> CasesAsync(Database database, CaseStore store, DateOnly? from, DateOnly? to, string? tribunal,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var sql = $"""
            select {CaseStore.Columns} from cases where id > @After{(tribunal is null ? "" : " and tribunal = @Tribunal")}{(from is null ? "" : " and received_on >= @From")}{(to is null ? "" : " and received_on <= @To")}
            order by id limit @Page
            """;
        for (var after = ""; ;)
        {
            var rows = await database.ReadAsync(async (connection, token) => (await connection.QueryAsync<CaseRow>(
                new CommandDefinition(sql, new { After = after, Tribunal = tribunal, From = from, To = to, Page }, cancellationToken: token))).AsList(), ct);
            foreach (var row in rows) yield return store.Open(row);
            if (rows.Count < Page) yield break;
            after = rows[^1].Id;
        }
    }

    private static async Task WriteTextAsync(Stream stream, LedgerSheet sheet, string? format, string? charset, CancellationToken ct)
    {
        var encoding = charset == "gb18030" ? CodePagesEncodingProvider.Instance.GetEncoding("GB18030")! : new UTF8Encoding(encoderShouldEmitUTF8Identifier: format != "ndjson");
        await using var writer = new StreamWriter(stream, encoding, 1 << 16, leaveOpen: true);
        var line = new StringBuilder();
        if (format != "ndjson") CsvText.Line(line, sheet.Headers);
        await foreach (var row in sheet.Rows.WithCancellation(ct))
        {
            if (format == "ndjson") Json(line, sheet.Headers, row);
            else CsvText.Line(line, row);
            await writer.WriteAsync(line, ct);
            line.Clear();
        }
        await writer.WriteAsync(line, ct);
    }

    private static void Json(StringBuilder line, IReadOnlyList<string> headers, string?[] row)
    {
        line.Append('{');
        var first = true;
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] is not { } cell) continue;
            if (!first) line.Append(',');
            first = false;
            line.Append('"').Append(headers[i]).Append("\":\"").Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(cell)).Append('"');
        }
        line.Append("}\n");
    }
}
