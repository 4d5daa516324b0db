using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Tables;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Triage.Api.Features.Ledger;

/// <summary>Takes a file: with kind=ledger historical and running cases, with police, hotline, petition and the like the ledger of that source, without it new disputes. A bad row harms no good one.</summary>
internal static class ImportCases
{
    public static async Task<Results<Ok<ImportResult>, EmptyHttpResult, Problem>> Handle(HttpRequest request, HttpResponse response, string? kind, bool? dryRun, CurrentUser user,
        ImportLedger ledger, ImportSourceLedger sources, ImportIntake intake, IOptions<JsonOptions> json, IOptions<ImportOptions> options, CancellationToken ct)
    {
        var isSource = kind is not null && SourceLedger.Kinds.ContainsKey(kind);
        if (!isSource && kind is not (null or "" or "ledger" or "cases"))
            return Problems.From(new Refusal(RefusalCodes.BadQuery, $"kind 应为 ledger（台账）、cases（新收纠纷），或来源台账 {string.Join("、", SourceLedger.Kinds.Keys)}。", $"kind is ledger, cases, or the ledger of a source: {string.Join(", ", SourceLedger.Kinds.Keys)}.")
            { Errors = new Dictionary<string, string[]> { ["kind"] = [$"应为 ledger、cases，或 {string.Join("、", SourceLedger.Kinds.Keys)}。"] } });
        if (Upload.FormatOf(request.ContentType) is not { } format)
            return Problems.From(ProblemCodes.UnsupportedMediaType, $"请以 {Upload.CsvType}、{Upload.NdjsonType} 或 xlsx 的内容类型发送文件。", "Send text/csv, application/x-ndjson or xlsx.");
        await using var upload = await Upload.ReceiveAsync(request, format, ct);
        if (upload.Mistaken() is { } mistaken) return Problems.From(TableReader.Refusal(mistaken));
        if (format != TableFormat.Xlsx && upload.CountLines() > options.Value.MostLines)
            return Problems.From(ProblemCodes.BodyTooLarge, string.Create(CultureInfo.InvariantCulture, $"一个文件不超过 {options.Value.MostLines:N0} 行，请分成几个文件导入。"), string.Create(CultureInfo.InvariantCulture, $"A file has at most {options.Value.MostLines:N0} lines; send it in parts."));
        var isLedger = kind == "ledger";
        // A line of new disputes in NDJSON is the body of POST /cases; everything else is a table.
        var table = isLedger || isSource || format != TableFormat.Ndjson ? TableReader.Open(upload, isLedger ? LedgerColumns.All : isSource ? SourceLedger.Columns(kind!) : ImportIntake.Columns, isSource ? SourceLedger.HeadedBy : 0) : new([], [], null);
        if (table.Refusal is { } refusal) return Problems.From(refusal);

        var streams = request.Headers.Accept.Any(accept => accept?.Contains(Upload.NdjsonType, StringComparison.OrdinalIgnoreCase) == true);
        Func<ImportResult, Task>? progress = streams ? so => WriteAsync(new ImportProgress(so.Accepted, so.Unchanged, so.Rejected, so.DoneToLine)) : null;
        if (streams) response.ContentType = Upload.NdjsonType;
        var result = new ImportResult { DryRun = dryRun == true, Ignored = table.Ignored };
        try
        {
            if (isLedger) await ledger.RunAsync(table, result, user.UserName, user.Roles[0], progress, ct, ownTribunal: user.Tribunal);
            else if (isSource) await sources.RunAsync(kind!, table, result, user, progress, ct);
            else await intake.RunAsync(upload, table, result, user, progress, ct);
        }
        catch (StorageException fault) when (result.DoneToLine > 0 && !result.DryRun)
        {
            // Earlier rows were kept: whoever is told that nothing was would count them twice.
            var (zh, en) = Halfway(result, fault);
            result.Stopped = new ImportStop(ProblemHandler.CodeOf(fault), zh);
            if (!streams) return Problems.From(result.Stopped.Code, zh, en);
        }
        result.Sort();
        if (!streams) return TypedResults.Ok(result);
        await WriteAsync(result);
        return TypedResults.Empty;

        async Task WriteAsync<T>(T line)
        {
            await JsonSerializer.SerializeAsync(response.Body, line, json.Value.SerializerOptions, ct);
            await response.WriteAsync("\n", ct);
            await response.Body.FlushAsync(ct);
        }
    }

    private static (string Zh, string En) Halfway(ImportResult result, StorageException fault) => (
        string.Create(CultureInfo.InvariantCulture, $"文件第 {result.DoneToLine} 行及以前已处理完毕：新存 {result.Accepted} 件，原已在册 {result.Unchanged} 件，未收 {result.Rejected} 行。第 {result.DoneToLine + 1} 行起{(fault is StorageFullException ? "没有保存" : "未能确认是否保存")}。排除故障后请把同一文件原样再导入一次，已存的行不会重复。"),
        string.Create(CultureInfo.InvariantCulture, $"Lines up to {result.DoneToLine} are done: {result.Accepted} stored, {result.Unchanged} known before, {result.Rejected} refused. From line {result.DoneToLine + 1} on {(fault is StorageFullException ? "nothing was stored" : "it is not certain what was stored")}. Send the same file again when the fault is mended: what was stored is not stored twice."));
}

/// <summary>A line of the answer while a large file is read; the last line is the whole result.</summary>
/// <param name="DoneToLine">Up to this line, it included, the file has been dealt with and kept.</param>
internal sealed record ImportProgress(int Accepted, int Unchanged, int Rejected, int DoneToLine);
