using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Triage.Api.Data;

namespace Triage.Tests.Http;

/// <summary>After a failed write nobody knows what the disk holds: say so, stop, and let the next start read what was really kept.</summary>
public sealed class FailingDiskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_the_disk_fails_nothing_more_is_acknowledged_and_everything_acknowledged_is_kept()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("The failing disk is made with ulimit, which Windows does not have.");
        var folder = Directory.CreateTempSubdirectory("triage-disk-").FullName;
        List<string> acknowledged = [];
        (int Status, string? Type, string? Code) refusal = default;
        await using (var service = await RunningService.StartAsync(folder, largestFile: 3000))
        {
            using var client = service.Client(await service.TokenAsync("clerk"));
            for (var number = 0; number < 2000 && refusal == default; number++)
            {
                using var answer = await client.PostAsJsonAsync("/api/v1/cases", RunningService.Submission(number), Token);
                var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement;
                if (answer.IsSuccessStatusCode) acknowledged.Add(body.GetProperty("id").GetString()!);
                else refusal = ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, body.GetProperty("code").GetString());
            }
            Assert.Equal((503, "application/problem+json", "storage_unavailable"), refusal);
            await service.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(60), Token);
            Assert.Equal(1, service.ExitCode);
        }
        Assert.NotEmpty(acknowledged);

        var (database, sealer) = await RunningService.OpenAsync(folder);
        await using (database)
        using (sealer)
        {
            var kept = await database.ReadAsync(async (c, _) => (await c.QueryAsync<string>("select id from cases")).ToList(), Token);
            Assert.Equal(acknowledged.Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
            var verdict = await database.ReadAsync((c, ct) => new AuditChain(sealer).VerifyAsync(c, null, ct), Token);
            Assert.True(verdict.Intact, verdict.Fault);
        }
        Directory.Delete(folder, recursive: true);
    }
}
