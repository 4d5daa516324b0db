using System.Text;
using System.Text.Json.Nodes;
using Triage.Api.Rules;
using Triage.Tests.Data;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Metrics;

/// <summary>What a ledger does not say is not made up by a figure: rows without a filing date, without facts, of the special procedure.</summary>
public sealed class ImportedFigureTests
{
    private const string Header = "案号,法庭,案由,收件日期,立案日期,适用程序,调解开始,调解结束,调解结果,申请确认日期,确认结果,确认日期,结案日期,结案方式,审限届满日\n";

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_matter_that_was_never_filed_is_in_time_only_if_somebody_took_it_up_within_seven_days(string provider)
    {
        await using var service = TriageService.Start(provider);
        await ImportAsync(service, """
            （2026）鲁0997诉前调1号,dongzhuang,民间借贷纠纷,2026-03-02,,,,,,,,,,,
            （2026）鲁0997诉前调2号,dongzhuang,民间借贷纠纷,2026-03-02,,,2026-03-06,2026-03-20,未达成,,,,,,
            （2026）鲁0997诉前调3号,dongzhuang,民间借贷纠纷,2026-03-02,,,2026-05-06,2026-05-20,未达成,,,,,,
            （2026）鲁0997诉前调确4号,dongzhuang,民间借贷纠纷,2026-03-02,,,,,,2026-03-02,有效,2026-03-05,,,
            （2026）鲁0997诉前调5号,dongzhuang,民间借贷纠纷,2026-11-18,,,,,,,,,,,
            """);
        // One never, one too late, two in time; whose seven days still run is not judged.
        Assert.Equal(("2", "4"), await RateAsync(service, "intake_on_time_rate", "2026-03"));
        Assert.Equal(("0", "0"), await RateAsync(service, "intake_on_time_rate", "2026-11"));
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task The_review_of_a_settlement_is_due_when_its_clock_says_and_a_special_procedure_is_a_task_like_a_suit(string provider)
    {
        await using var service = TriageService.Start(provider);
        // Thirty days after 2026-04-16 is Saturday 05-16: the law is silent on whether a review rolls, and the work list goes by the earlier day.
        await ImportAsync(service, """
            （2026）鲁0997诉前调确11号,dongzhuang,民间借贷纠纷,2026-04-16,,,,,,2026-04-16,有效,2026-05-18,,,
            （2026）鲁0997民特12号,dongzhuang,申请认定公民无民事行为能力,2026-04-01,2026-04-02,特别程序,,,,,,,2026-05-08,判决,2026-05-02
            （2026）鲁0997民特13号,dongzhuang,申请认定公民无民事行为能力,2026-04-01,2026-04-02,特别程序,,,,,,,2026-04-28,判决,2026-05-02
            """);
        Assert.Equal(("1", "3"), await RateAsync(service, "handling_on_time_rate", "2026-05"));
        var late = (await (await service.As("head")).Get("/metrics/handling_on_time_rate/cases?from=2026-05&to=2026-05&part=shortfall")).Expect(200);
        Assert.Contains("2026-05-16", late.Body!["items"]!.AsArray().Select(one => one!["handling"]!["dueOn"]!.GetValue<string>()));
        Assert.Equal("0", (await (await service.As("leader")).Get("/metrics/monthly?from=2026-04&to=2026-04")).Expect(200).Text("total.new_cases.numerator"));
    }

    [Fact]
    public async Task A_declaration_of_status_is_not_mediable_although_a_ledger_has_no_facts()
    {
        await using var service = TriageService.Start();
        await ImportAsync(service, """
            （2026）鲁0997民初21号,dongzhuang,婚姻无效纠纷,2026-03-02,2026-03-03,普通程序,,,,,,,2026-05-08,判决,
            （2026）鲁0997民初22号,dongzhuang,离婚纠纷,2026-03-02,2026-03-03,简易程序,,,,,,,2026-05-08,调解,
            """);
        Assert.Equal(("1", "1"), await RateAsync(service, "withdrawal_and_mediation_rate", "2026-05"));
    }

    [Fact]
    public void The_figures_know_the_causes_for_which_the_gate_asks()
    {
        var gate = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "src", "Triage.Api", "Rules", "gates", "mediation.json")))!["rules"]!.AsArray().Single(rule => rule!["id"]!.GetValue<string>() == "msfjs2022-143-1")!;
        var asked = gate["ask"]![0]!["onlyIf"]!["in"]!.AsArray().Select(cause => cause!.GetValue<string>());
        Assert.Equal(asked, MetricBook.Load(Path.Combine(Repository.Root, "src", "Triage.Api", "Rules", "metrics")).Book!.StatusCauses);
    }

    private static async Task ImportAsync(TriageService service, string rows)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases/import?kind=ledger") { Content = new StringContent(Header + rows + "\n", Encoding.UTF8, "text/csv") };
        request.Headers.Authorization = (await service.As("clerk")).Authorization;
        using var response = await service.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode && JsonNode.Parse(text)!["rejected"]!.GetValue<int>() == 0, text);
    }

    private static async Task<(string, string)> RateAsync(TriageService service, string id, string month)
    {
        var figures = (await (await service.As("leader")).Get($"/metrics/monthly?from={month}&to={month}")).Expect(200);
        return (figures.Text($"total.{id}.numerator"), figures.Text($"total.{id}.denominator"));
    }
}
