using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Triage.Api.Http;

/// <summary>The contract as a document, from the endpoints themselves: types, roles, headers, problems.</summary>
internal static class OpenApiSetup
{
    private const string BearerScheme = "bearer";
    private const string ProblemSchema = nameof(ProblemResponse);

    public static IServiceCollection AddTriageOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        _ = options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "繁简分流 API",
                Version = "v1",
                Description = "人民法庭案件繁简分流服务。错误一律为 application/problem+json，code 取值见 x-problem-codes。"
                    + " Case triage for rural people's tribunals; every error is application/problem+json with a code out of x-problem-codes.",
            };
            // The address is wherever this was read from; a fixed one would only be wrong elsewhere.
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[BearerScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "accessToken of POST /api/v1/session",
            };
            document.Extensions ??= new Dictionary<string, IOpenApiExtension>();
            document.Extensions["x-problem-codes"] = new JsonNodeExtension(new JsonArray([.. ProblemCodes.All.Select(code =>
                (JsonNode)new JsonObject { ["code"] = code.Code, ["status"] = code.Status, ["title"] = code.Title, ["titleEn"] = code.TitleEn })]));
            return Task.CompletedTask;
        });
        _ = options.AddSchemaTransformer((schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
            if (!type.IsEnum) return Task.CompletedTask;
            schema.Type = type == context.JsonTypeInfo.Type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)JsonNamingPolicy.SnakeCaseLower.ConvertName(name)!)];
            return Task.CompletedTask;
        });
        _ = options.AddOperationTransformer(DescribeAsync);
    });

    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<TakesIfMatch>().Any())
        {
            AddHeader(operation, "If-Match", required: true, "所依据的版本，即最近一次答复的 ETag，例如 \"3\"。The version the change builds on.");
            DescribeHeader(operation, "ETag", "新的版本。The new version.");
        }
        if (metadata.OfType<TakesIdempotencyKey>().Any())
        {
            AddHeader(operation, IdempotencyKey.Header, required: false, "同一键、同一内容重复发送，得到首次的答复。The same key with the same body replays the first answer.");
            DescribeHeader(operation, "ETag", "新案件的版本。The version of what was created.");
            DescribeHeader(operation, "Location", "新案件的地址。Where it is.");
        }
        var schema = await context.GetOrCreateSchemaAsync(typeof(ProblemResponse), cancellationToken: ct);
        _ = context.Document!.AddComponent(ProblemSchema, schema);
        var access = metadata.OfType<AccessMetadata>().LastOrDefault();
        int[] always = access is { Open: true } ? [500] : [401, 403, 500];
        var limited = metadata.Any(one => one is Microsoft.AspNetCore.RateLimiting.EnableRateLimitingAttribute);
        operation.Responses ??= [];
        foreach (var status in always.Concat(limited ? [401, 429] : [])) AddProblem(operation, status, context.Document);
        foreach (var status in operation.Responses.Keys.Where(key => key[0] is '4' or '5' && key.Length == 3).ToList())
            if (operation.Responses[status].Content?.ContainsKey("application/json") != true) AddProblem(operation, int.Parse(status, CultureInfo.InvariantCulture), context.Document);
        if (access is { Open: false })
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerScheme, context.Document)] = [] }];
            operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
            operation.Extensions["x-roles"] = new JsonNodeExtension(new JsonArray([.. access.Roles.Select(role => (JsonNode)Data.EnumText.Of(role)!)]));
        }
    }

    private static void AddProblem(OpenApiOperation operation, int status, OpenApiDocument document)
    {
        var response = new OpenApiResponse
        {
            Description = string.Join("；", ProblemCodes.All.Where(code => code.Status == status).Select(code => $"{code.Code}：{code.Title}")),
            Content = new Dictionary<string, OpenApiMediaType> { [Problem.MediaType] = new() { Schema = new OpenApiSchemaReference(ProblemSchema, document) } },
        };
        if (status is 429 or 503) response.Headers = new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = Header("几秒后再试。Seconds to wait.") };
        operation.Responses![status.ToString(CultureInfo.InvariantCulture)] = response;
    }

    private static void AddHeader(OpenApiOperation operation, string name, bool required, string description)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Required = required,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }

    private static void DescribeHeader(OpenApiOperation operation, string name, string description)
    {
        foreach (var (status, answer) in operation.Responses ?? [])
            if (status[0] == '2' && answer is OpenApiResponse response)
                (response.Headers ??= new Dictionary<string, IOpenApiHeader>())[name] = Header(description);
    }

    private static OpenApiHeader Header(string description) => new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
}
