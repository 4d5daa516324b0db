using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Tests.Data;
using Triage.Tests.Support;

namespace Triage.Tests.Features.Progress;

public sealed class ProgressTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly DateOnly Today = new(2026, 11, 20);

    private static readonly (string, string?) On = ("Features:PublicQuery", "true");

    private static async Task<Answer> Ask(TriageService service, string number, string name, string phone, string language = "zh")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/progress") { Content = JsonContent.Create(new { number, name, phoneLastFour = phone }) };
        request.Headers.Add("Accept-Language", language);
        using var response = await service.Client.SendAsync(request, Token);
        return new Answer((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonNode>(Token), null, response.Headers);
    }

    /// <summary>A case whose plaintiff 李波 has a telephone, and its receipt number.</summary>
    private static async Task<(string Id, string Number)> Received(TriageService service, bool accept = true)
    {
        var dispute = Disputes.Irrigation(accept);
        dispute["parties"]![0]!["phone"] = "138 0538-1234";
        dispute["parties"]![1]!["phone"] = "13905385678";
        var created = (await (await service.As("clerk")).Post("/cases", dispute)).Expect(201);
        return (created.Id, created.Text("numbers.0.number"));
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_party_learns_the_stage_and_the_next_date_and_nothing_else(string provider)
    {
        await using var service = TriageService.Start(provider, On);
        var (id, number) = await Received(service);
        var answer = (await Ask(service, number, "李 波", "1234")).Expect(200);
        Assert.Equal(["nextOn", "nextWhat", "stage"], answer.Body!.AsObject().Select(member => member.Key).Order());
        Assert.Equal("正在安排调解员", answer.Text("stage"));
        Assert.Equal("A mediator is being found", (await Ask(service, number, "李波", "１２３４", "en")).Expect(200).Text("stage"));
        // The other side hears of it when mediation begins.
        (await Ask(service, number, "李强", "5678")).ExpectProblem(404, "not_found");
        (await (await service.As("mediator")).Post("/mediation/queue/claim", new { caseId = id })).Expect(200);
        var theirs = (await Ask(service, number, "李强", "5678")).Expect(200);
        Assert.Equal("正在调解", theirs.Text("stage"));
        Assert.Equal("调解期限的最后一日", theirs.Text("nextWhat"));
        Assert.True(DateOnly.Parse(theirs.Text("nextOn"), System.Globalization.CultureInfo.InvariantCulture) >= new DateOnly(2026, 11, 20));
    }

    [Fact]
    public async Task The_number_is_found_however_it_is_typed()
    {
        await using var service = TriageService.Start("sqlite", On, ("PublicQuery:AddressBurst", "1000"), ("PublicQuery:NumberTimes", "1000"), ("PublicQuery:AnswerMilliseconds", "0"));
        var (_, number) = await Received(service);
        var parts = CaseNumbers.Parse(number);
        foreach (var spelling in new[] { "({0}){1}收{2}号", "（{0}）{1}收{2}号", "〔{0}〕 {1} 收 {2} 号 ", "【{0}】{1}收{2}", "{0}{1}收{2}号", "{0}年{1}收第00{2}号", "《{0}》　{1}收{2}號" })
        {
            var typed = string.Format(System.Globalization.CultureInfo.InvariantCulture, spelling, parts.Year, parts.Court, parts.Seq);
            Assert.True((await Ask(service, typed, "李波", "1234")).Status == 200, typed);
            var wide = string.Concat(typed.Select(c => c is > ' ' and <= '~' ? (char)(c + 0xFEE0) : c));
            Assert.True((await Ask(service, wide, "李波", "1234")).Status == 200, wide);
        }
        Assert.Equal(404, (await Ask(service, $"{parts.Court}收{parts.Seq}号", "李波", "1234")).Status);
    }

    [Fact]
    public async Task No_such_case_and_a_wrong_name_get_the_same_answer_in_the_same_time()
    {
        await using var service = TriageService.Start("sqlite", On, ("PublicQuery:AddressBurst", "1000"), ("PublicQuery:NumberTimes", "1000"), ("PublicQuery:AnswerMilliseconds", "60"));
        var (_, number) = await Received(service);
        _ = await Ask(service, number, "李波", "1234");
        async Task<(string Body, double Median)> Measure(string asked, string name, string phone)
        {
            var (times, body) = (new List<double>(), "");
            for (var i = 0; i < 15; i++)
            {
                var watch = Stopwatch.StartNew();
                var answer = await Ask(service, asked, name, phone);
                times.Add(watch.Elapsed.TotalMilliseconds);
                answer.Body!.AsObject().Remove("traceId");
                body = $"{answer.Status} {answer.Body.ToJsonString()}";
            }
            return (body, times.Order().ElementAt(times.Count / 2));
        }
        var nothing = await Measure("（2026）鲁0997民初99999号", "李波", "1234");
        var wrongName = await Measure(number, "王五", "1234");
        var wrongPhone = await Measure(number, "李波", "9999");
        // The other party's telephone is not mine.
        var mixed = await Measure(number, "李波", "5678");
        Assert.Equal(nothing.Body, wrongName.Body);
        Assert.Equal(nothing.Body, wrongPhone.Body);
        Assert.Equal(nothing.Body, mixed.Body);
        Assert.All(new[] { nothing.Median, wrongName.Median, wrongPhone.Median }, median => Assert.True(median >= 59, $"{median}"));
        Assert.True(Math.Abs(nothing.Median - wrongName.Median) < 30, $"{nothing.Median} and {wrongName.Median} ms");
    }

    [Fact]
    public async Task Neither_an_address_nor_a_number_can_be_asked_about_without_end()
    {
        await using var service = TriageService.Start("sqlite", On, ("PublicQuery:AddressBurst", "12"), ("PublicQuery:NumberTimes", "3"), ("PublicQuery:AnswerMilliseconds", "0"));
        var (_, number) = await Received(service);
        for (var i = 0; i < 3; i++)
            (await Ask(service, number, "李波", $"000{i}")).Expect(404);
        // Another spelling is the same number; the right answer comes no more, either.
        var refused = (await Ask(service, number.Replace("（", "(", StringComparison.Ordinal), "李波", "1234")).ExpectProblem(429, "too_many_requests");
        Assert.NotNull(refused.Headers.RetryAfter);
        for (var i = 0; i < 20; i++)
            if ((await Ask(service, $"（2026）鲁0997民初{i}号", "李波", "1234")).Status == 429)
                return;
        Assert.Fail("one address asked about twenty numbers");
    }

    [Fact]
    public async Task What_is_missing_is_said_beside_its_field()
    {
        await using var service = TriageService.Start("sqlite", On);
        foreach (var (number, name, phone, field) in new[] { ("", "李波", "1234", "number"), ("1", "", "1234", "name"), ("1", "李波", "123", "phoneLastFour"), ("1", "李波", "12345", "phoneLastFour"), ("1", "李波", "12a4", "phoneLastFour") })
            Assert.True((await Ask(service, number, name, phone)).ExpectProblem(422, "field_invalid").Body!["errors"]!.AsObject().ContainsKey(field), field);
    }

    [Fact]
    public async Task It_is_off_until_the_court_switches_it_on()
    {
        await using var off = TriageService.Start();
        (await Ask(off, "1", "李波", "1234")).ExpectProblem(404, "not_found");
        foreach (var path in new[] { "/progress", "/progress/", "/progress/index.html", "/progress/progress.js", "/Progress/progress.css" })
        {
            using var page = await off.Client.GetAsync(path, Token);
            Assert.True((int)page.StatusCode == 404, path);
        }
        await using var on = TriageService.Start("sqlite", On);
        using var shown = await on.Client.GetAsync("/progress/", Token);
        Assert.Contains("案件进度查询", await shown.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(await shown.Content.ReadAsStringAsync(Token), await on.Client.GetStringAsync("/progress", Token));
        Assert.DoesNotContain("/progress", await on.Client.GetStringAsync("/console-files.js", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_somebody_asked_is_on_record_and_what_was_typed_is_not()
    {
        await using var service = TriageService.Start("sqlite", On);
        var (id, number) = await Received(service);
        _ = await Ask(service, number, "李波", "1234");
        _ = await Ask(service, "（2026）鲁0997民初77777号", "欧阳某某", "8642");
        var database = service.Services.GetRequiredService<Database>();
        var rows = await database.ReadAsync(async (c, _) => (await c.QueryAsync<(string? CaseId, string Action, byte[]? Detail)>(
            "select case_id, action, detail from history where actor = 'public' order by seq")).ToArray(), Token);
        Assert.Equal([(id, "progress_queried", null), (null, "progress_not_found", null)], rows);
        await database.BackupAsync(Path.Combine(service.Folder, "copy.db"), Token);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(service.Folder, "copy.db"), Token);
        Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("欧阳某某")) < 0 && bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("77777")) < 0);
    }

    [Theory]
    [InlineData(CaseState.Received, false)]
    [InlineData(CaseState.AwaitingMediator, false)]
    [InlineData(CaseState.Mediating, true)]
    [InlineData(CaseState.Filed, false)]
    [InlineData(CaseState.Assigned, false)]
    [InlineData(CaseState.Preparing, true)]
    [InlineData(CaseState.Withdrawn, false)]
    internal void The_other_side_learns_of_no_suit_before_it_is_served(CaseState state, bool learns)
    {
        var c = TestDatabase.NewCase(state: state);
        c = c with { Parties = [.. c.Parties.Select(party => party with { Phone = "13912345678" })] };
        Assert.NotNull(PublicProgress.Of(c, name => name == "李波", "5678", [], [], Today));
        Assert.Equal(learns, PublicProgress.Of(c, name => name == "李强", "5678", [], [], Today) is not null);
    }

    [Fact]
    public void Every_state_has_plain_words()
    {
        var c = TestDatabase.NewCase();
        Assert.All(Enum.GetValues<CaseState>(), state =>
        {
            var progress = PublicProgress.Of(c with { State = state }, name => name == "李波", "5678", [], [], Today)!;
            Assert.Matches(@"^\p{Lo}[\p{Lo}，]+$", progress.Stage);
            Assert.Matches("^[A-Z][A-Za-z ;']+$", progress.StageEn);
        });
        Assert.Null(PublicProgress.Of(c, name => name == "李强", "5678", [], [], Today));
    }

    [Fact]
    public async Task Whom_the_statute_sends_the_dispute_to_is_named_and_no_written_notice_is_claimed()
    {
        await using var service = TriageService.Start("sqlite", On);
        var dispute = Disputes.Dismissal();
        dispute["acceptProposal"] = false;
        dispute["parties"]![0]!["phone"] = "13805381234";
        dispute["facts"]!["labourArbitrationDone"] = false;
        var created = (await (await service.As("clerk")).Post("/cases", dispute)).Expect(201);
        Assert.Equal("referred_out", (await (await service.As("officer")).Act(created.Id, "triage/confirm", new { })).Expect(200).State);
        var answer = (await Ask(service, created.Text("numbers.0.number"), "李波", "1234")).Expect(200);
        Assert.Equal("法院告知您先向县（市、区）劳动人事争议仲裁委员会提出", answer.Text("stage"));
        Assert.Equal("The court tells you to turn first to: County labour arbitration commission", (await Ask(service, created.Text("numbers.0.number"), "李波", "1234", "en")).Text("stage"));
    }

    [Fact]
    public void Who_has_only_to_wait_is_sent_to_nobody() =>
        Assert.Equal("法院告知您：六个月期满后再起诉", PublicProgress.Of(Case(CaseState.ReferredOut), name => name == "李波", "5678", [], [], Today, new SentTo("六个月期满后再起诉", "Come back after six months", false))!.Stage);

    [Fact]
    public void An_agreement_in_a_registered_suit_waits_for_the_judge()
    {
        var c = Case(CaseState.Agreed);
        Assert.Equal("已经达成调解协议", Read(c, "李波").Stage);
        Assert.Contains("由法官审查", Read(c with { FiledOn = Today, Numbers = [.. c.Numbers, new CaseNumber(NumberKinds.FirstInstance, "（2026）鲁0997民初1号", Today)] }, "李波").Stage, StringComparison.Ordinal);
    }

    /// <summary>A suit that was closed by a judgment, served as given, as a party of it reads it.</summary>
    private static PublicProgress Closed(string asking, params ServiceRecord[] service)
    {
        var c = Case(CaseState.Closed) with
        {
            Procedure = Procedure.Simple,
            FiledOn = Today.AddDays(-60),
            ClosedOn = Today.AddDays(-2),
            Closure = new ClosureRecord(ClosureMode.Judgment, new ClosureDocument("民事判决书", Today.AddDays(-3)), service) { Performance = [new PerformanceItem("给付三千元", Today.AddDays(1), null)] },
        };
        return Read(c, asking);
    }

    private static CourtCase Case(CaseState state)
    {
        var c = TestDatabase.NewCase(state: state);
        return c with { Parties = [.. c.Parties.Select(party => party with { Phone = "13912345678" })] };
    }

    private static PublicProgress Read(CourtCase c, string asking)
    {
        var clocks = Tests.Domain.Clocks.Cases.Ours;
        return PublicProgress.Of(c, name => name == asking, "5678", clocks.Of(c), AppealPeriods.Of(c, clocks.Catalogue), Today)!;
    }

    [Fact]
    public void Nobody_reads_here_that_it_is_closed_before_the_judgment_has_come()
    {
        ServiceRecord[] service = [new("李波", ServiceMethod.InPerson, Today.AddDays(-3)), new("李强", ServiceMethod.Post, Today.AddDays(-2))];
        var served = Closed("李波", service);
        Assert.Equal(("判决书已经送达，不服的可以上诉", "您上诉的最后一日"), (served.Stage, served.Next!.What));
        Assert.Equal(Today.AddDays(12), served.Next.On);
        var waiting = Closed("李强", service);
        Assert.Equal("判决书正在送达，请等候签收", waiting.Stage);
        Assert.Null(waiting.Next);
        // A notice in the paper closes the case at once and is service after thirty days.
        var announced = Closed("李强", service[0], new("李强", ServiceMethod.Announcement, Today.AddDays(-2)));
        Assert.Equal("判决书正在送达，请等候签收", announced.Stage);
    }

    [Fact]
    public void What_a_judgment_orders_is_due_once_it_is_in_effect()
    {
        var c = Case(CaseState.Effective) with
        {
            Procedure = Procedure.Simple,
            FiledOn = Today.AddDays(-90),
            ClosedOn = Today.AddDays(-40),
            EffectiveOn = Today.AddDays(-20),
            Closure = new ClosureRecord(ClosureMode.Judgment, new ClosureDocument("民事判决书", Today.AddDays(-40)), [new("李波", ServiceMethod.InPerson, Today.AddDays(-40)), new("李强", ServiceMethod.InPerson, Today.AddDays(-40))])
            { Performance = [new PerformanceItem("给付三千元", Today.AddDays(9), null)] },
        };
        Assert.Equal((Today.AddDays(9), "约定或者裁判确定的履行期限"), (Read(c, "李强").Next!.On, Read(c, "李强").Next!.What));
        // Closed by a statement without an order of its own: what was agreed is due.
        c = c with
        {
            Closure = c.Closure! with { Mode = ClosureMode.MediationStatement, Performance = [] },
            Mediation = new MediationRecord { QueuedAt = new DateTimeOffset(2026, 9, 1, 9, 0, 0, TimeSpan.FromHours(8)), Outcome = MediationOutcome.Agreed, Agreement = new MediationAgreement("三日内挖开", Today.AddDays(-45), Today.AddDays(-45), [new PerformanceItem("挖开", Today.AddDays(4), null)]) },
        };
        Assert.Equal(("调解书已经生效", (DateOnly?)Today.AddDays(4)), (Read(c, "李强").Stage, Read(c, "李强").Next?.On));
    }

    [Fact]
    public void The_next_day_is_the_partys_own_and_lies_ahead()
    {
        var c = Case(CaseState.InTrial) with
        {
            Procedure = Procedure.Ordinary,
            FiledOn = Today.AddDays(-20),
            Trial = new TrialRecord
            {
                Events =
                [
                    new(TrialEventKinds.Served, Today.AddDays(-5), "李波", null), new(TrialEventKinds.Served, Today.AddDays(-5), "李强", null), new(TrialEventKinds.FeeNotice, Today.AddDays(-2), "李波", null),
                    new(TrialEventKinds.HearingScheduled, Today, null, null), new(TrialEventKinds.Hearing, Today, null, null),
                ],
            },
        };
        // The plaintiff answers nothing and pays; the defendant answers; a hearing that was held today is not to come.
        Assert.Equal("您交纳诉讼费的最后一日", Read(c, "李波").Next!.What);
        Assert.Equal("您提交答辩状的最后一日", Read(c, "李强").Next!.What);
        c = c with { Trial = c.Trial! with { Events = [.. c.Trial.Events, new(TrialEventKinds.HearingScheduled, Today.AddDays(5), null, null)] } };
        Assert.Equal((Today.AddDays(5), "开庭"), (Read(c, "李强").Next!.On, Read(c, "李强").Next!.What));
        // A second period for evidence holds for both.
        c = c with { Trial = c.Trial! with { EvidencePeriods = [new EvidencePeriod(2, Today, Today, false, Rebuttal: true, null, Procedure.Ordinary)] } };
        Assert.Equal("提交证据的最后一日", Read(c, "李强").Next!.What);
        // While the trial stands still nobody is called.
        c = c with { State = CaseState.Suspended, Trial = c.Trial! with { EvidencePeriods = [] } };
        Assert.NotEqual("开庭", Read(c, "李强").Next?.What);
    }
}
