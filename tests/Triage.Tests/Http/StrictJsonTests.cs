using System.Text;
using System.Text.Json;

namespace Triage.Tests.Http;

public sealed class StrictJsonTests
{
    public static TheoryData<string, int, string, string> Refused => new()
    {
        { """{"name":"a","foo":1}""", 400, "unknown_member", "foo" },
        { """{"name":"a","parts":[{"name":"b","foo":1}]}""", 400, "unknown_member", "parts[0].foo" },
        { """{"Name":"a"}""", 400, "unknown_member", "Name" },
        { """{"name":"a","name":"b"}""", 400, "malformed_json", "name" },
        { """{"name":"a","count":"3"}""", 400, "malformed_json", "count" },
        { """{"name":"a","count":1.5}""", 400, "malformed_json", "count" },
        { """{"name":"a","count":99999999999}""", 400, "malformed_json", "count" },
        { """{"name":"a","route":"Mediation"}""", 400, "malformed_json", "route" },
        { """{"name":"a","route":0}""", 400, "malformed_json", "route" },
        { """{"name":"a","parts":[{"name":"b"},{"name":7}]}""", 400, "malformed_json", "parts[1].name" },
        { """{"name":"a","parts":[{"name":"b"},null]}""", 400, "malformed_json", "parts[1]" },
        { """{"name":null}""", 400, "malformed_json", "name" },
        { """{"count":1}""", 400, "malformed_json", "name" },
        { """{"name":"a",}""", 400, "malformed_json", "$" },
        { """{"name":"a" /* c */}""", 400, "malformed_json", "$" },
        { """{"name":"a"} {}""", 400, "malformed_json", "$" },
        { """{"name":"a\u0000b"}""", 400, "invalid_text", "name" },
        { """{"name":"a\u202Eb"}""", 400, "invalid_text", "name" },
        { """{"name":"a\u0085b"}""", 400, "invalid_text", "name" },
        { """{"name":"a\uFFFFb"}""", 400, "invalid_text", "name" },
        { """{"name":"a\uD83F\uDFFEb"}""", 400, "invalid_text", "name" },
        { """{"name":"a\uD800b"}""", 400, "malformed_json", "name" },
        { """{"name":"a","facts":{"x\u0000":true}}""", 400, "invalid_text", "$" },
        { """{"name":"a","facts":{"x":"true"}}""", 400, "malformed_json", "facts.x" },
        { "[]", 400, "malformed_json", "$" },
        { "null", 400, "malformed_json", "" },
        { "", 400, "malformed_json", "" },
        { "{", 400, "malformed_json", "$" },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task What_the_contract_does_not_know_is_refused_by_field(string body, int status, string code, string field)
    {
        await using var host = await HttpHost.StartAsync();
        using var answer = await host.SendAsync(HttpMethod.Post, "/api/v1/echo", body: body);
        var problem = await HttpHost.ProblemAsync(answer, status, code);
        if (field.Length == 0) return;
        var error = Assert.Single(problem.GetProperty("errors").EnumerateObject());
        if (field == "$") Assert.DoesNotContain("InvalidOperation", error.Value[0].GetString(), StringComparison.Ordinal);
        else Assert.Equal(field, error.Name);
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", error.Value[0].GetString()!);
    }

    [Fact]
    public async Task Nesting_has_an_end()
    {
        await using var host = await HttpHost.StartAsync();
        using var answer = await host.SendAsync(HttpMethod.Post, "/api/v1/echo", body: """{"name":"a","parts":""" + new string('[', 40) + new string(']', 40) + "}");
        _ = await HttpHost.ProblemAsync(answer, 400, "malformed_json");
    }

    [Fact]
    public async Task Chinese_and_emoji_come_back_as_they_went_in()
    {
        await using var host = await HttpHost.StartAsync();
        using var answer = await host.SendAsync(HttpMethod.Post, "/api/v1/echo", body: """{"name":"欧阳𠮷\t🌾","route":"fast_track"}""");
        Assert.Equal(200, (int)answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("欧阳𠮷\t🌾", JsonDocument.Parse(text).RootElement.GetProperty("name").GetString());
        Assert.Contains("欧阳", text, StringComparison.Ordinal);
        Assert.Contains("\"fast_track\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_national_charset_is_read_and_an_unknown_one_is_named()
    {
        await using var host = await HttpHost.StartAsync();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/echo") { Content = new ByteArrayContent(Encoding.GetEncoding("gb18030").GetBytes("""{"name":"龘灌溉"}""")) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=gb18030");
        using var answer = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Contains("龘灌溉", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        foreach (var type in (string[])["application/json; charset=x-unknown", "application/json; charset=utf-7", "text/plain", "nonsense"])
        {
            using var refused = await host.SendAsync(HttpMethod.Post, "/api/v1/echo", body: """{"name":"a"}""", type: type);
            _ = await HttpHost.ProblemAsync(refused, 415, "unsupported_media_type");
        }
    }
}
