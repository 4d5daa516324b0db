using System.Text.Json.Nodes;
using Triage.Tests.Support;
using Triage.Training;

namespace Triage.Tests.Features.Modeling;

public sealed class ModelingTests
{
    [Fact]
    public async Task Labels_are_masked_and_carry_the_final_cause_and_route()
    {
        await using var service = TriageService.Start();
        var clerk = await service.As("clerk");
        (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201);
        (await clerk.Post("/cases", Disputes.Irrigation(accept: false, plaintiff: "王五"))).Expect(201);
        var items = (await (await service.As("data")).Get("/model/labels?from=2026-11-01&to=2026-11-30")).Expect(200).Body!["items"]!.AsArray();
        var label = Assert.Single(items)!;
        Assert.Equal(("neighbour", "mediation"), (label["family"]!.GetValue<string>(), label["route"]!.GetValue<string>()));
        Assert.DoesNotContain("李强", label["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_line_fetches_the_same_labels_and_the_drift_of_a_month()
    {
        await using var service = TriageService.Start();
        (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation())).Expect(201);
        Environment.SetEnvironmentVariable(ServiceClient.PasswordVariable, "demo-please-change");
        var file = Path.Combine(service.Folder, "labels.jsonl");
        var output = new StringWriter();
        var address = service.Client.BaseAddress!.ToString();
        Assert.Equal(0, await CommandLine.RunAsync(["labels", "--database", address, "--from", "2026-11-01", "--to", "2026-11-30", "--out", file], output, output));
        Assert.Equal("neighbour", JsonNode.Parse(Assert.Single(await File.ReadAllLinesAsync(file)))!["family"]!.GetValue<string>());
        var drift = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync(["drift", "--database", address, "--month", "2026-11", "--json"], drift, drift));
        Assert.Equal(1, JsonNode.Parse(drift.ToString())!["cases"]!.GetValue<int>());
        Assert.Equal(2, await CommandLine.RunAsync(["labels", "--database", "triage.db", "--from", "2026-11-01", "--to", "2026-11-30", "--out", file], output, output));
    }

    [Fact]
    public async Task The_same_word_is_the_same_number_on_the_page_of_the_model_and_on_the_board()
    {
        await using var service = TriageService.Start();
        var (clerk, officer, leader) = (await service.As("clerk"), await service.As("officer"), await service.As("leader"));
        (await clerk.Post("/cases", Disputes.Irrigation())).Expect(201);
        var doubtful = (await clerk.Post("/cases", Disputes.Irrigation(plaintiff: "王五").With("narrative", "心里有点事，想来法院问一问，请给个说法。").With("claims", new JsonArray()))).Expect(201);
        Assert.Equal("human_review", doubtful.State);
        // What the service proposed nothing for and a person routed is no override.
        (await officer.Post($"/cases/{doubtful.Id}/triage/confirm", new { route = "mediation", reason = "先调" }, doubtful.Version)).Expect(200);
        var drift = (await (await service.As("data")).Get("/model/drift?month=2026-11")).Expect(200);
        var board = (await leader.Get("/metrics/monthly?from=2026-11&to=2026-11")).Expect(200);
        foreach (var (word, metric) in ((string, string)[])[("abstention", "abstention_rate"), ("override", "override_rate")])
            foreach (var part in (string[])["numerator", "denominator"])
                Assert.Equal(board.Text($"total.{metric}.{part}"), drift.Text($"{word}.{part}"));
        Assert.Equal(("1", "2", "0", "2"), (drift.Text("abstention.numerator"), drift.Text("abstention.denominator"), drift.Text("override.numerator"), drift.Text("receivedLast30Days")));
    }

    [Fact]
    public async Task A_challenger_is_reported_and_not_obeyed()
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "models", "default.model");
        await using var service = TriageService.Start("sqlite", ("Model:Challenger", shipped));
        var created = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation())).Expect(201);
        Assert.Equal("neighbour", created.Text("triage.shadow.family"));
        var report = (await (await service.As("data")).Get("/model/shadow?from=2026-11-01&to=2026-11-30")).Expect(200);
        Assert.Equal(("1", "1"), (report.Text("compared"), report.Text("agree")));
    }

    [Fact]
    public async Task The_history_tells_who_put_which_model_in_force_with_its_figures()
    {
        await using var untouched = TriageService.Start();
        var shipped = (await (await untouched.As("data")).Get("/model/history")).Expect(200).Body!;
        Assert.Empty(shipped["events"]!.AsArray());

        var folder = Directory.CreateTempSubdirectory("triage-store-").FullName;
        var output = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync(["promote", "--model", "default", "--store", folder, "--by", "王数据"], output, output));
        await using var service = TriageService.Start("sqlite", ("Model:Path", Path.Combine(folder, "current.model")));
        var history = (await (await service.As("leader")).Get("/model/history")).Expect(200).Body!;
        var entry = Assert.Single(history["events"]!.AsArray())!;
        Assert.Equal(("promote", "王数据", true), (entry["action"]!.GetValue<string>(), entry["by"]!.GetValue<string>(), entry["inForce"]!.GetValue<bool>()));
        Assert.Equal(shipped["inForce"]!.GetValue<string>(), entry["version"]!.GetValue<string>());
        Assert.Equal(history["figures"]!.ToJsonString(), entry["figures"]!.ToJsonString());
        Assert.True(entry["figures"]!["rows"]!.GetValue<int>() > 1000);
        (await (await service.As("clerk")).Get("/model/history")).Expect(403);

        // A spoilt diary is said to be spoilt; the model goes on.
        await File.WriteAllTextAsync(Path.Combine(folder, "history.json"), "{\"events\": [", TestContext.Current.CancellationToken);
        var spoilt = (await (await service.As("data")).Get("/model/history")).Expect(200).Body!;
        Assert.True(spoilt["unreadable"]!.GetValue<bool>());
        Assert.Equal(shipped["inForce"]!.GetValue<string>(), spoilt["inForce"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_officer_learns_what_the_model_before_would_have_said()
    {
        await using (var shipped = TriageService.Start())
        {
            var doubtful = (await (await shipped.As("clerk")).Post("/cases", Disputes.Irrigation())).Expect(201);
            var none = (await (await shipped.As("officer")).Get($"/cases/{doubtful.Text("id")}/triage/earlier")).Expect(200);
            Assert.Null(none.Body!["version"]);
        }
        var folder = Directory.CreateTempSubdirectory("triage-store-").FullName;
        var output = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync(["promote", "--model", "default", "--store", folder, "--by", "王数据"], output, output));
        // Another model was in force before: the same file under an older version in the history.
        var history = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "history.json"), TestContext.Current.CancellationToken))!;
        var now = history["events"]![0]!;
        var before = now.DeepClone();
        before["version"] = "2026.09.01-before";
        before["at"] = "2026-09-01T00:00:00+00:00";
        history["events"] = new System.Text.Json.Nodes.JsonArray(before, now.DeepClone());
        await File.WriteAllTextAsync(Path.Combine(folder, "history.json"), history.ToJsonString(), TestContext.Current.CancellationToken);

        await using var service = TriageService.Start("sqlite", ("Model:Path", Path.Combine(folder, "current.model")));
        var c = (await (await service.As("clerk")).Post("/cases", Disputes.Irrigation())).Expect(201);
        var opinion = (await (await service.As("officer")).Get($"/cases/{c.Text("id")}/triage/earlier")).Expect(200);
        Assert.Equal(c.Text("triage.cause.family"), opinion.Text("proposal.cause.family"));
        Assert.StartsWith("2026-09-01", opinion.Text("from"), StringComparison.Ordinal);
        (await (await service.As("clerk")).Get($"/cases/{c.Text("id")}/triage/earlier")).Expect(403);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_bad_model_file_leaves_the_old_one_active_and_says_why()
    {
        var folder = Directory.CreateTempSubdirectory("triage-model-").FullName;
        var path = Path.Combine(folder, "court.model");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "models", "default.model"), path);
        await using var service = TriageService.Start("sqlite", ("Model:Path", path));
        var data = await service.As("data");
        var version = (await data.Get("/model")).Expect(200).Text("version");
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken))[..1000], TestContext.Current.CancellationToken);
        (await data.Post("/model/reload")).ExpectProblem(422, "model_refused");
        Assert.Equal(version, (await data.Get("/model")).Expect(200).Text("version"));
        (await (await service.As("clerk")).Post("/triage/preview", Disputes.Irrigation())).Expect(200);
        Assert.Contains("degraded", await service.Client.GetStringAsync("/health/ready", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "models", "default.model"), path, overwrite: true);
        (await data.Post("/model/reload")).Expect(200);
        Directory.Delete(folder, recursive: true);
    }
}
