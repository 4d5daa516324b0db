using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Triage.Api.Data;
using Triage.Api.Features.Adjudication;
using Triage.Api.Features.Deadlines;
using Triage.Api.Http;
using Triage.Tests.Data;
using Triage.Tests.Features.Adjudication;
using Triage.Tests.Support;

namespace Triage.Tests.Http;

public sealed class KeepersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_goes_wrong_is_told_and_tried_again_and_only_the_end_of_the_service_ends_it()
    {
        var keepers = new Keepers(TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var (round, told) = (0, new List<string?>());
        var running = keepers.RunAsync("work", TimeSpan.FromMilliseconds(1), NullLogger.Instance, _ =>
        {
            told.Add(keepers.Fault);
            round++;
            if (round == 5) stop.Cancel();
            return round switch
            {
                1 => throw new CryptographicException("altered"),
                2 => throw new SqliteException("corrupt", 11),
                3 => Task.FromResult<string?>("case 7 passed over"),
                _ => Task.FromResult<string?>(null),
            };
        }, stop.Token);
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal([null, "work: CryptographicException", "work: SqliteException", "work: case 7 passed over", null], told);
    }

    [Theory, MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_damaged_case_keeps_no_other_from_its_day_and_readiness_names_it(string provider)
    {
        await using var service = TriageService.Start(provider);
        var judge = await service.As("judge");
        string[] ids = [(await Trials.Ordinary(service)).Id, (await Trials.Ordinary(service)).Id];
        foreach (var id in ids)
        {
            (await judge.Act(id, "events", new { kind = "served", party = "李强", on = "2026-11-20" })).Expect(200);
            (await judge.Act(id, "closure", Trials.Closure("judgment", "2026-11-20", ("李波", "in_person", "2026-11-20"), ("李强", "in_person", "2026-11-20")))).Expect(200);
        }
        var database = service.Services.GetRequiredService<Database>();
        _ = await database.WriteAsync(unit => unit.ExecuteAsync("update cases set body = (select body from cases where id = @other) where id = @id", new { id = ids[0], other = ids[1] }), Token);
        service.Move(TimeSpan.FromDays(20));
        // As after a restart.
        using var effect = ActivatorUtilities.CreateInstance<EffectKeeper>(service.Services);
        using var dueDates = ActivatorUtilities.CreateInstance<DueDateKeeper>(service.Services);
        await effect.StartAsync(Token);
        await dueDates.StartAsync(Token);
        var said = "";
        for (var i = 0; i < 200 && !(said.Contains("effect", StringComparison.Ordinal) && said.Contains("due dates", StringComparison.Ordinal)); i++)
        {
            await Task.Delay(50, Token);
            var ready = JsonNode.Parse(await service.Client.GetStringAsync("/health/ready", Token))!["checks"]!["keepers"]!;
            said = ready["status"]!.GetValue<string>() == "degraded" ? ready["detail"]!.GetValue<string>() : "";
        }
        Assert.Equal($"due dates: these cases do not open and were passed over: {ids[0]}; effect: these cases do not open and were passed over: {ids[0]}", said);
        await effect.StopAsync(Token);
        await dueDates.StopAsync(Token);
        Assert.Equal("effective", (await (await service.As("judge")).Get($"/cases/{ids[1]}")).Expect(200).State);
    }
}
