using System.Text.Json;
using System.Text.Json.Nodes;
using Triage.Tests.Support;

namespace Triage.Tests.Http;

public sealed class OpenApiTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_committed_document_is_what_the_service_serves()
    {
        await using var service = TriageService.Start();
        var served = JsonNode.Parse(await service.Client.GetStringAsync("/openapi/v1.json"))!;
        Assert.Equal("3.1", served["openapi"]!.GetValue<string>()[..3]);
        Approved.CheckFile(Path.Combine(Repository.Root, "src", "Triage.Api", "openapi.json"), served.ToJsonString(Indented) + "\n");
    }
}
