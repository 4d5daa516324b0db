using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Tests.Support;

namespace Triage.Tests.Http;

/// <summary>One table of every endpoint and every role. A new endpoint is not in it until somebody has looked at who may call it.</summary>
public sealed class EndpointTableTests : IAsyncLifetime
{
    private static readonly (Role Role, string UserName)[] Users =
    [
        (Role.Clerk, "clerk"), (Role.TriageOfficer, "officer"), (Role.Mediator, "mediator"), (Role.Judge, "judge"), (Role.TribunalHead, "head"), (Role.President, "president"),
        (Role.Leader, "leader"), (Role.DataStaff, "data"), (Role.SystemAdmin, "sysadmin"), (Role.SecurityAdmin, "secadmin"), (Role.Auditor, "auditor"),
    ];

    private static readonly (Role Role, string UserName)[] Strangers =
        [(Role.Clerk, "clerk2"), (Role.TriageOfficer, "officer2"), (Role.Mediator, "mediator3"), (Role.Judge, "judge2"), (Role.TribunalHead, "head2")];

    private TriageService _service = null!;

    public ValueTask InitializeAsync()
    {
        _service = TriageService.Start();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private IEnumerable<RouteEndpoint> Endpoints => _service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)).OrderBy(e => e.RoutePattern.RawText, StringComparer.Ordinal).ThenBy(Method, StringComparer.Ordinal);

    private static string Method(RouteEndpoint e) => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];

    private static AccessMetadata Access(RouteEndpoint e) => e.Metadata.GetMetadata<AccessMetadata>()
        ?? throw new InvalidOperationException($"{e.RoutePattern.RawText} says nothing about who may call it.");

    [Fact]
    public void Who_may_call_what_is_as_written_in_the_table()
    {
        var table = new StringBuilder("# Every endpoint and the roles it is for. Written by EndpointTableTests; a change here is a decision.\n");
        foreach (var endpoint in Endpoints)
            table.Append($"{Method(endpoint),-6} {endpoint.RoutePattern.RawText}\n       {(Access(endpoint).Open ? "open to all" : string.Join(" ", Access(endpoint).Roles.Select(EnumText.Of)))}\n");
        Approved.Check("endpoints.approved.txt", table.ToString());
    }

    [Fact]
    public void Every_endpoint_has_a_name_a_summary_a_tag_and_says_how_it_can_fail() =>
        Assert.All(Endpoints, e =>
        {
            Assert.NotNull(e.Metadata.GetMetadata<IEndpointNameMetadata>());
            Assert.NotNull(e.Metadata.GetMetadata<IEndpointSummaryMetadata>());
            Assert.NotEmpty(e.Metadata.GetOrderedMetadata<ITagsMetadata>());
            if (Method(e) != "GET")
                Assert.Contains(e.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>(), p => p.StatusCode >= 400);
        });

    [Fact]
    public async Task Nobody_gets_in_without_signing_in() =>
        await ForEach(Endpoints.Where(e => !Access(e).Open), async e =>
        {
            using var request = new HttpRequestMessage(new HttpMethod(Method(e)), Path(e, "some-id"));
            using var response = await _service.Client.SendAsync(request);
            Assert.True((int)response.StatusCode == 401, $"{Method(e)} {e.RoutePattern.RawText}: {(int)response.StatusCode}");
        });

    [Fact]
    public async Task A_role_that_is_not_in_the_table_is_refused_and_one_that_is_gets_past_the_door() =>
        // What takes a file, not JSON, is told its type is wrong before anybody asks who sends it: its own tests send it files.
        await ForEach(Endpoints.Where(e => !Access(e).Open && e.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName != "SignOut"
            && e.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("application/json") != false), async e =>
        {
            foreach (var (role, userName) in Users)
            {
                var answer = await (await _service.As(userName)).Send(new HttpMethod(Method(e)), Path(e, "no-such-id")["/api/v1".Length..], Method(e) == "GET" ? null : "{}", version: 1);
                var refused = answer.Status == 403;
                Assert.True(refused != Access(e).Roles.Contains(role) || (refused && answer.Code != "wrong_role"),
                    $"{Method(e)} {e.RoutePattern.RawText} as {EnumText.Of(role)}: {answer.Status} {answer.Code}");
                Assert.True(answer.Status < 500, $"{Method(e)} {e.RoutePattern.RawText} as {EnumText.Of(role)}: {answer.Status}");
            }
        });

    [Fact]
    public async Task What_belongs_to_another_tribunal_is_neither_read_nor_changed()
    {
        var clerk = await _service.As("clerk");
        var id = (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201).Id;
        var before = (await clerk.Get($"/cases/{id}")).Expect(200);
        await ForEach(Endpoints.Where(e => e.RoutePattern.RawText!.StartsWith("/api/v1/cases/{id}", StringComparison.Ordinal)), async e =>
        {
            foreach (var (_, userName) in Strangers.Where(s => Access(e).Roles.Contains(s.Role)))
            {
                var answer = await (await _service.As(userName)).Send(new HttpMethod(Method(e)), Path(e, id)["/api/v1".Length..], Method(e) == "GET" ? null : "{}", version: before.Version);
                Assert.True(answer.Status is 403 or 422 or 400, $"{Method(e)} {e.RoutePattern.RawText} as {userName}: {answer.Status}");
                if (Method(e) == "GET")
                    answer.ExpectProblem(403, "other_tribunal");
            }
        });
        Assert.Equal(before.ETag, (await clerk.Get($"/cases/{id}")).Expect(200).ETag);
    }

    private static string Path(RouteEndpoint e, string id) => string.Concat(e.RoutePattern.PathSegments.Select(s => "/" + string.Concat(s.Parts.Select(part => part switch
    {
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "year" } => "2026",
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { ParameterPolicies: [{ Content: "int" }, ..] } => "1",
        _ => id,
    }))));

    private static async Task ForEach(IEnumerable<RouteEndpoint> endpoints, Func<RouteEndpoint, Task> check)
    {
        foreach (var endpoint in endpoints)
            await check(endpoint);
    }
}
