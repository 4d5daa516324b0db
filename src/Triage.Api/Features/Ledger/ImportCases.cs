using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Tables;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Triage.Api.Features.Ledger;

/// <summary>Takes a file: with kind=ledger historical and running cases, without it new disputes. A bad row harms no good one.</summary>
internal static class ImportCases
{
    public static async Task<Results<Ok<ImportResult>, EmptyHttpResult, Problem>> Handle(HttpRequest request, HttpResponse response, string? kind, bool? dryRun, CurrentUser user,
        ImportLedger ledger, ImportIntake intake, IOptions<JsonOptions> json, CancellationToken ct)
    {
        if (kind is not (null or "" or "ledger" or "cases"))
            return Problems.From(new Refusal(RefusalCodes.BadQuery, "kind 应为 ledger（台账）或 cases（新收纠纷）。", "kind is ledger or cases.")
            { Errors = new Dictionary<string, string[]> { ["kind"] = ["应为 ledger 或 cases。"] } });
        if (Upload.FormatOf(request.ContentType) is not { } format)
            return Problems.From(ProblemCodes.UnsupportedMediaType, $"请以 {Upload.CsvType}、{Upload.NdjsonType} 或 xlsx 的内容类型发送文件。", "Send text/csv, application/x-ndjson or xlsx.");
        await using var upload = await Upload.ReceiveAsync(request, format, ct);
        var isLedger = kind == "ledger";
        // A line of new disputes in NDJSON is the body of POST /cases; everything else is a table.
        var table = isLedger || format != TableFormat.Ndjson ? TableReader.Open(upload, isLedger ? LedgerColumns.All : ImportIntake.Columns) : new([], [], null);
        if (table.Refusal is { } refusal) return Problems.From(refusal);

        var streams = request.Headers.Accept.Any(accept => accept?.Contains(Upload.NdjsonType, StringComparison.OrdinalIgnoreCase) == true);
        Func<ImportResult, Task>? progress = streams ? result => WriteAsync(new ImportProgress(result.Accepted, result.Unchanged, result.Rejected)) : null;
        if (streams) response.ContentType = Upload.NdjsonType;
        var result = isLedger
            ? await ledger.RunAsync(table, user.UserName, user.Roles[0], dryRun == true, progress, ct, ownTribunal: user.Tribunal)
            : await intake.RunAsync(upload, table, user, dryRun == true, progress, ct);
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
}

/// <summary>A line of the answer while a large file is read; the last line is the whole result.</summary>
internal sealed record ImportProgress(int Accepted, int Unchanged, int Rejected);
