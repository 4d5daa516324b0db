using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Triage.Api.Data;
using Triage.Api.Tables;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Ledger;

public sealed class ImportIntakeTests
{
    private static string Sheet(string tribunal, string accept) => $"原告,被告,案情,标的额,渠道,收件日期,法庭,接受建议\n王五,赵六,去年借给他两万块钱，说好秋后还，到现在一分没还，打电话也不接。,20000.00,窗口,2026/11/18,{tribunal},{accept}\n";

    private static async Task<JsonNode> Import(TriageService service, string file, string user, string type = Upload.CsvType, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases/import" + query) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(file)) };
        request.Headers.Authorization = (await service.As(user)).Authorization;
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await service.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private static int Count(JsonNode result, string what) => result[what]!.GetValue<int>();

    [Theory, InlineData("sqlite"), InlineData("postgresql")]
    public async Task The_same_row_adds_nothing_whoever_sends_it_and_whenever(string provider)
    {
        await using var service = TriageService.Start(provider);
        var first = await Import(service, Sheet("", "是"), "clerk");
        Assert.Equal(1, Count(first, "accepted"));
        var again = await Import(service, Sheet("dongzhuang", "否"), "head"); // another person of the tribunal, the amount in another spelling
        Assert.True(Count(again, "unchanged") == 1, again.ToJsonString());
        service.Move(TimeSpan.FromDays(30));
        _ = await service.Services.GetRequiredService<Database>().WriteAsync(unit => unit.ExecuteAsync("delete from idempotency"), CancellationToken.None); // what housekeeping does after a week
        var later = await Import(service, Sheet("", "是").Replace("20000.00", "20000", StringComparison.Ordinal), "clerk");
        Assert.Equal((0, 1), (Count(later, "accepted"), Count(later, "unchanged")));
        Assert.Equal(first["rows"]![0]!["caseId"]!.ToString(), later["rows"]![0]!["caseId"]!.ToString());
        var other = await Import(service, Sheet("", "是").Replace("20000.00", "30000", StringComparison.Ordinal), "clerk");
        Assert.Equal(1, Count(other, "accepted"));
        var held = await service.Services.GetRequiredService<Database>().ReadAsync((connection, _) => connection.QuerySingleAsync<long>("select cast(count(*) as bigint) from cases"), CancellationToken.None);
        Assert.Equal(2, held);
    }

    [Theory, InlineData(""), InlineData("?kind=ledger"), InlineData("?kind=police")]
    public async Task A_file_of_nothing_but_bad_rows_is_counted_and_not_kept(string query)
    {
        await using var service = TriageService.Start("sqlite", ("Import:MostLines", "2600"));
        var result = await Import(service, string.Concat(Enumerable.Repeat("{}\n", 2500)), "clerk", Upload.NdjsonType, query);
        Assert.Equal((0, 2500, 1500, 2500), (Count(result, "accepted"), Count(result, "rejected"), Count(result, "rejectedUntold"), Count(result, "doneToLine")));
        Assert.Equal(1000, result["rows"]!.AsArray().Count);
        Assert.Equal(1000, result["rows"]![999]!["line"]!.GetValue<int>());
        var few = await Import(service, string.Concat(Enumerable.Repeat("{}\n", 3)), "clerk", Upload.NdjsonType, query);
        Assert.Null(few["rejectedUntold"]);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases/import" + query) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{}\n", 2601)))) };
        request.Headers.Authorization = (await service.As("clerk")).Authorization;
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(Upload.NdjsonType);
        using var response = await service.Client.SendAsync(request);
        Assert.Equal((413, "body_too_large"), ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"]!.ToString()));
    }

    [Fact]
    public async Task A_row_is_screened_as_at_the_counter_and_the_answer_says_what_was_seen()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        var known = (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201);
        var repeated = Disputes.Irrigation().With("amount", 3300.00).ToJsonString();
        foreach (var query in (string[])["?dryRun=true", ""])
        {
            var result = await Import(service, repeated + "\n", "clerk", Upload.NdjsonType, query);
            Assert.Equal((1, 1), (Count(result, "accepted"), Count(result, "warned")));
            Assert.Contains("可能重复", result["rows"]![0]!["warnings"]![0]!["reason"]!.ToString(), StringComparison.Ordinal);
        }
        Assert.NotEmpty(known.Id);

        // One lender, many borrowers: the sixth is flagged, in the answer and on the case.
        var loans = string.Concat(Enumerable.Range(1, 7).Select(i => Disputes.Loan().With("parties", new JsonArray(
            new JsonObject { ["role"] = "plaintiff", ["name"] = "钱多多" }, new JsonObject { ["role"] = "defendant", ["name"] = "借款人" + "甲乙丙丁戊己庚"[i - 1] })).ToJsonString() + "\n"));
        var many = await Import(service, loans, "clerk", Upload.NdjsonType);
        Assert.Equal(7, Count(many, "accepted"));
        var last = many["rows"]!.AsArray()[^1]!;
        Assert.Contains(last["warnings"]!.AsArray(), warning => warning!["reason"]!.ToString().Contains("同类案件", StringComparison.Ordinal));
        Assert.Contains("many_similar_claims", (await clerk.Get($"/cases/{last["caseId"]}")).Expect(200).Body!["flags"]!.ToJsonString(), StringComparison.Ordinal);
    }
}
