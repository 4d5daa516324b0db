using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Tables;

namespace Triage.Api.Features.Ledger;

/// <summary>Files in and out: the court's ledger, new disputes, the ledgers of the sources.</summary>
internal static class LedgerEndpoints
{
    public static IServiceCollection AddLedger(this IServiceCollection services) => services.AddOptions<ImportOptions>().BindConfiguration("Import").Services.AddSingleton<ImportLedger>().AddSingleton<ImportIntake>().AddSingleton<ImportSourceLedger>().AddHostedService<SampleCases>();

    public static void MapLedger(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/cases").WithTags("Ledger");
        group.MapPost("/import", ImportCases.Handle).WithName("ImportCases").WithSummary("导入：kind=ledger 为台账，police、hotline、petition 等为来源台账，否则为新收纠纷；CSV、NDJSON、xlsx；dryRun 只校验")
            .WithDescription("Accept: application/x-ndjson 时逐批返回进度，最后一行为全部结果。")
            .RequireRoles(Role.Clerk, Role.TribunalHead).AddOpenApiOperationTransformer(DescribeFile)
            .WithMetadata(new RequestSizeLimitAttribute(Upload.LargestBody)).ProducesProblems(400, 413, 415, 422, 503, 507);
        group.MapGet("/import/columns", GetImportTemplate.HandleColumns).WithName("GetImportColumns").WithSummary("导入文件的各列：是否必填、可填的内容、示例；kind=ledger 为台账，否则为新收纠纷")
            .RequireRoles(Role.Clerk, Role.TribunalHead).ProducesProblems(400);
        group.MapGet("/import/template", GetImportTemplate.Handle).WithName("GetImportTemplate").WithSummary("空白的导入文件：xlsx 附填写说明表，csv 的说明和示例在表头之上；kind=ledger 为台账，否则为新收纠纷")
            .RequireRoles(Role.Clerk, Role.TribunalHead).ProducesProblems(400);
        group.MapGet("/export", ExportLedger.Handle).WithName("ExportLedger").WithSummary("导出：kind=ledger 台账，police、hotline、petition 等为来源台账；format=csv|xlsx|ndjson")
            .RequireRoles(Role.Clerk, Role.TribunalHead, Role.President, Role.Leader, Role.DataStaff).ProducesProblems(400);
    }

    /// <summary>Said here and not by Accepts(): that would answer 415 before it asks who is there.</summary>
    private static Task DescribeFile(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Upload.CsvType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
                [Upload.NdjsonType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
                [Upload.XlsxType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
            },
        };
        return Task.CompletedTask;
    }
}
