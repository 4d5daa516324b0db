using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Features.Adjudication;
using Triage.Api.Features.Mediation;
using Triage.Tests.Support;

namespace Triage.Tests.Lives;

/// <summary>Two years of a court: a thousand cases, eight roles, both regimes, notices of holidays in between. Whatever people try, what must hold holds.</summary>
/// <remarks>The seed is printed; TRIAGE_SIMULATION_SEED repeats a run, TRIAGE_SIMULATION_CASES makes it shorter or longer.</remarks>
public sealed class SimulationTests
{
    private static readonly DateOnly First = new(2024, 6, 3), Last = new(2026, 6, 3);
    /// <summary>The first day on which a case is registered before it is mediated.</summary>
    private static readonly DateOnly NewRegime = new(2025, 1, 1);
    private const int AtOnce = 8;

    [Fact]
    public async Task Whatever_a_thousand_cases_go_through_in_two_years_what_must_hold_holds()
    {
        var seed = Setting("TRIAGE_SIMULATION_SEED", Environment.TickCount & 0xFFFFFF);
        var count = Setting("TRIAGE_SIMULATION_CASES", 1000);
        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine($"seed {seed}, {count} cases");
        await using var service = TriageService.Start("sqlite", ("Session:IdleMinutes", "9000000"), ("Session:AbsoluteHours", "900000"));
        var today = new DateOnly(2026, 11, 20);
        void GoTo(DateOnly day)
        {
            service.Clock.Move(TimeSpan.FromDays(day.DayNumber - today.DayNumber));
            today = day;
        }
        GoTo(First);
        foreach (var who in new[] { "clerk", "clerk2", "officer", "officer2", "mediator", "mediator2", "assessor", "judge", "judge2", "head", "head2", "president", "leader", "data", "sysadmin" })
            await service.As(who);
        var dice = new Random(seed);
        var cases = Enumerable.Range(0, count).Select(i => new SimulatedCase(service, i, seed, First.AddDays(dice.Next(Last.DayNumber - First.DayNumber - 60)))).ToArray();
        var notices = new[] { First.AddDays(150), First.AddDays(330), First.AddDays(560) };
        for (var day = First; day <= Last; day = day.AddDays(1))
        {
            GoTo(day);
            await Parallel.ForEachAsync(cases.Where(c => c.Next <= day && !c.Over), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (c, _) => await c.Live(day));
            if (day.DayNumber % 7 == 0)
                await Timers(service);
            if (notices.Contains(day))
                await Announce(service, dice, day);
        }
        foreach (var (outcome, times) in cases.SelectMany(c => c.Outcomes).GroupBy(o => o.Key, o => o.Value).Select(g => (g.Key, g.Sum())).OrderByDescending(o => o.Item2))
            output.WriteLine($"{times,7} {outcome}");
        output.WriteLine(string.Join("、", cases.GroupBy(c => c.State).OrderByDescending(g => g.Count()).Select(g => $"{g.Key} {g.Count()}")));

        var stored = await Stored(service);
        Assert.Equal(count, stored.Count);
        var clocks = service.Services.GetRequiredService<CalendarStore>().Clocks;
        var court = service.Services.GetRequiredService<CourtSetup>();
        Assert.Empty(stored.SelectMany(c => Invariants.Broken(c, clocks, court)));
        // What never happened proves nothing: each of these must have been met on the way.
        Assert.All(new Func<CourtCase, bool>[]
        {
            c => c.Closure is not null, c => c.Procedure == Procedure.SmallClaims, c => c.Bench == Bench.Panel, c => c.Trial?.Participants.Count > 0, c => c.Confirmation?.Decision == ConfirmationDecision.Confirmed,
            c => c.Trial?.ProcedureChanges.Count > 0, c => c.Trial?.Suspensions.Count > 1, c => c.Trial?.Extensions.Any(e => e.Granted == true) == true, c => c.SecondTriage is not null, c => c.SecondTriage?.Barring is not null,
            c => c.Trial?.EvidencePeriods.Count > 0, c => c.Trial?.Recusals.Any(r => r.Review is not null) == true, c => c.Mediation?.Extensions.Count > 0, c => c.Appeals.Count > 0, c => c.Archive is not null,
            c => c.Mediation?.Offers.Any(o => o.Answer == OfferAnswer.Accepted) == true, c => c.Mediation?.Offers.Any(o => o.Answer == OfferAnswer.Declined) == true,
            c => c.Mediation?.Offers.Any(o => o.Answer == OfferAnswer.Lapsed) == true, c => c.Protection?.Decision is not null, c => c.Confirmation?.HandedIn is not null,
        }, met => Assert.Contains(stored, c => met(c)));
        await Columns(service, clocks);
        Assert.Contains(stored, c => c.ReceivedOn < NewRegime && c.Regime == "PRE_FILING_2016");
        Assert.Contains(stored, c => c.ReceivedOn >= NewRegime && c.Regime == "REGISTER_FIRST_2025");
        await Numbers(service);
        await Figures(service, dice);
        await NobodyIsNamed(service);
        Assert.True((await service.Services.GetRequiredService<Database>().ReadAsync((connection, ct) => service.Services.GetRequiredService<AuditChain>().VerifyAsync(connection, null, ct), CancellationToken.None)).Intact);
    }

    /// <summary>A new notice of holidays: clocks that have stopped stay where they were.</summary>
    private static async Task Announce(TriageService service, Random dice, DateOnly day)
    {
        var admin = await service.As("sysadmin");
        var president = await service.As("president");
        var year = day.Year + (day.Month > 10 ? 1 : 0);
        var known = (await president.Get($"/calendar/{year}")).Expect(200).Body!["days"]!.AsArray().Select(d => d!.DeepClone()).ToList();
        var taken = known.Select(d => d["date"]!.GetValue<string>()).ToHashSet();
        var added = Enumerable.Range(0, 400).Select(_ => new DateOnly(year, 1, 1).AddDays(dice.Next(365))).Where(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && taken.Add($"{d:yyyy-MM-dd}")).Take(6);
        known.AddRange(added.Select(d => new JsonObject { ["date"] = $"{d:yyyy-MM-dd}", ["mark"] = "holiday", ["name"] = "临时放假" }));
        var ids = (await president.Get("/cases?limit=60")).Expect(200).Body!["items"]!.AsArray().Select(i => i!["id"]!.GetValue<string>()).ToArray();
        var before = await Stopped(president, ids);
        (await admin.Send(HttpMethod.Put, $"/calendar/{year}", new JsonObject { ["days"] = new JsonArray([.. known]), ["source"] = "模拟通知" })).Expect(200);
        Assert.Equal(before, await Stopped(president, ids));
    }

    /// <summary>(14) What is kept beside a case so that lists are quick is what its clocks say under the last calendar.</summary>
    private static async Task Columns(TriageService service, CaseClocks clocks)
    {
        var store = service.Services.GetRequiredService<CaseStore>();
        var rows = await service.Services.GetRequiredService<Database>().ReadAsync(async (connection, ct) => (await connection.QueryAsync<(string Id, int Version, byte[] Body, DateOnly? Due, DateOnly? Limit)>(
            new CommandDefinition($"select {CaseStore.Columns}, due_on, limit_on from cases where state <> 'archived'", cancellationToken: ct))).AsList(), CancellationToken.None);
        foreach (var row in rows)
            Assert.Equal((row.Id, DueDates.Of(clocks, store.Open(new CaseRow { Id = row.Id, Version = row.Version, Body = row.Body }))), (row.Id, (row.Due, row.Limit)));
    }

    private static async Task<Dictionary<string, string?>> Stopped(ApiUser user, string[] ids)
    {
        Dictionary<string, string?> due = [];
        foreach (var id in ids)
            foreach (var clock in (await user.Get($"/cases/{id}/deadlines")).Expect(200).Body!["clocks"]!.AsArray().Where(k => k!["endedOn"] is not null))
                due[$"{id} {clock!["clock"]} {clock["startOn"]} {clock["subject"]}"] = clock["dueOn"]?.GetValue<string>();
        return due;
    }

    private static async Task Timers(TriageService service)
    {
        await service.Services.GetRequiredService<LeaseKeeper>().TakeBackExpiredAsync(CancellationToken.None);
        await service.Services.GetServices<IHostedService>().OfType<EffectKeeper>().Single().TakeEffectAsync(CancellationToken.None);
    }

    /// <summary>Consecutive per court, word and year: no gap, no repeat.</summary>
    private static async Task Numbers(TriageService service)
    {
        var rows = await service.Services.GetRequiredService<Database>().ReadAsync(async (connection, ct) =>
            (await connection.QueryAsync<(string Court, string Word, long Year, long Seq)>(new CommandDefinition("select court, type_word, year, seq from case_numbers where court is not null", cancellationToken: ct))).AsList(), CancellationToken.None);
        foreach (var series in rows.GroupBy(r => (r.Court, r.Word, r.Year)))
            Assert.Equal(Enumerable.Range(1, series.Count()).Select(n => (long)n), series.Select(r => r.Seq).Order());
    }

    /// <summary>(2) 旧存 + 新收 = 已结 + 未结 in any window and tribunal; (13) every figure is as long as its list.</summary>
    private static async Task Figures(TriageService service, Random dice)
    {
        var president = await service.As("president");
        double Value(JsonNode values, string id) => values[id]!["numerator"]!.GetValue<double>();
        void Balances(JsonNode v) => Assert.Equal(Value(v, "opening_stock") + Value(v, "new_cases"), Value(v, "closed_cases") + Value(v, "closing_stock"));
        string Month(int at) => $"{First.AddMonths(at):yyyy-MM}";
        for (var i = 0; i < 12; i++)
        {
            var from = dice.Next(24);
            var window = (await president.Get($"/metrics/monthly?from={Month(from)}&to={Month(from + dice.Next(25 - from))}{(i % 2 == 0 ? "" : "&tribunal=dongzhuang")}")).Expect(200);
            Balances(window.Body!["total"]!);
            Assert.All(window.Body["months"]!.AsArray(), month => Balances(month!["values"]!));
        }
        var total = (await president.Get("/metrics/monthly?from=2024-06&to=2026-06")).Expect(200).Body!["total"]!.AsObject();
        Assert.True(Value(total, "closed_cases") > 0);
        foreach (var (id, figure) in total)
            foreach (var part in new[] { "numerator", "denominator" }.Where(p => figure![p] is not null && !(p == "numerator" && id == "mean_days_to_close")))
            {
                // Where every case counts once the denominator is one, and there is no list of it.
                var list = await president.Get($"/metrics/{id}/cases?from=2024-06&to=2026-06&part={part}&limit=1");
                Assert.Equal((id, part, 200), (id, part, list.Status));
                Assert.Equal((id, part, figure![part]!.GetValue<double>()), (id, part, double.Parse(list.Text("total"), CultureInfo.InvariantCulture)));
            }
    }

    /// <summary>(12) Those who need no names see none, in lists and in what they carry away: no number of a person, no telephone.</summary>
    private static async Task NobodyIsNamed(TriageService service)
    {
        foreach (var who in new[] { "leader", "data" })
        {
            var user = await service.As(who);
            for (string? cursor = ""; cursor is not null;)
            {
                var page = (await user.Get("/cases?limit=200" + (cursor.Length > 0 ? "&cursor=" + Uri.EscapeDataString(cursor) : ""))).Expect(200);
                Nameless(page.Body.Plain());
                cursor = page.Text("nextCursor") is { Length: > 0 } next ? next : null;
            }
            foreach (var format in new[] { "csv", "ndjson" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/cases/export?format={format}") { Headers = { Authorization = user.Authorization } };
                using var file = await service.Client.SendAsync(request);
                var text = await file.Content.ReadAsStringAsync();
                Assert.True(file.IsSuccessStatusCode && text.Length > 1000, $"{who} {format}: {(int)file.StatusCode}");
                Nameless(text);
            }
        }

        static void Nameless(string text)
        {
            Assert.DoesNotContain("370921198001011234", text, StringComparison.Ordinal);
            Assert.DoesNotContain("13812345678", text, StringComparison.Ordinal);
            Assert.DoesNotMatch("原告[0-9]", text);
            Assert.DoesNotMatch("被告[0-9]", text);
        }
    }

    private static async Task<List<CourtCase>> Stored(TriageService service)
    {
        var store = service.Services.GetRequiredService<CaseStore>();
        return await service.Services.GetRequiredService<Database>().ReadAsync(async (connection, ct) =>
            (await connection.QueryAsync<CaseRow>(new CommandDefinition($"select {CaseStore.Columns} from cases", cancellationToken: ct))).Select(store.Open).ToList(), CancellationToken.None);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
