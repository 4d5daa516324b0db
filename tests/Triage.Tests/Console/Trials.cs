using System.Net.Http.Json;
using System.Text.Json;

namespace Triage.Tests.WebConsole;

/// <summary>Cases brought to the judge without the browser, through the same contract.</summary>
internal static class Trials
{
    /// <summary>A case in the hands of the demo judge. Gives its id.</summary>
    public static async Task<string> AssignedAsync(ConsoleService service, string plaintiff, string defendant, CancellationToken ct)
    {
        var c = await Desk.RegisterAsync(service, plaintiff, defendant, "我和被告结婚十二年，婚后他常喝酒，喝多了就动手打我，去年冬天把我打得住院三天，派出所出过警。我要求离婚，孩子由我抚养。", new { statusClaim = true });
        c = await ChangeAsync(service, "officer", c, "triage/confirm", new { route = "family_team", procedure = "simple", bench = "sole", reason = "涉婚姻家庭" }, ct);
        c = await ChangeAsync(service, "clerk", c, "filing", new { }, ct);
        if (c.GetProperty("judge").GetString() != "J02")
            c = await ChangeAsync(service, "officer", c, "assignment", new { judge = "J02", reason = "系列案件集中办理" }, ct);
        return c.GetProperty("id").GetString()!;
    }

    /// <summary>A mediated agreement whose confirmation both sides have applied for. Gives its id.</summary>
    public static async Task<string> AppliedAsync(ConsoleService service, string plaintiff, string defendant, string today, CancellationToken ct)
    {
        var c = await Desk.RegisterAsync(service, plaintiff, defendant, Desk.Ditch, amount: 3200);
        using (var mediator = await service.SignInAsync("mediator"))
        using (var claimed = await mediator.PostAsJsonAsync("mediation/queue/claim", new { caseId = c.GetProperty("id").GetString() }, ct))
            c = await claimed.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(ct);
        foreach (var party in new[] { plaintiff, defendant })
            c = await ChangeAsync(service, "mediator", c, "mediation/consent", new { party, given = true, on = today }, ct);
        c = await ChangeAsync(service, "mediator", c, "mediation/sessions", new { mode = "on_site", heldOn = today }, ct);
        c = await ChangeAsync(service, "mediator", c, "mediation/outcome", new
        {
            outcome = "agreed",
            endedOn = today,
            agreement = new { text = "三日内挖开渠口。", signedOn = today, mediatorSealedOn = today, performance = new[] { new { what = "挖开渠口", dueOn = today } } },
        }, ct);
        c = await ChangeAsync(service, "clerk", c, "confirmation", new { applicants = new[] { plaintiff, defendant }, appliedOn = today }, ct);
        return c.GetProperty("id").GetString()!;
    }

    public static async Task<JsonElement> ReadAsync(ConsoleService service, string id, CancellationToken ct)
    {
        using var api = await service.SignInAsync("head");
        return JsonElement.Parse(await api.GetStringAsync($"cases/{id}", ct));
    }

    /// <summary>One step of a case, on the version given.</summary>
    public static async Task<JsonElement> ChangeAsync(ConsoleService service, string userName, JsonElement c, string path, object body, CancellationToken ct)
    {
        using var api = await service.SignInAsync(userName);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"cases/{c.GetProperty("id").GetString()}/{path}") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{c.GetProperty("version").GetInt32()}\"");
        using var answer = await api.SendAsync(request, ct);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync(ct)}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
    }
}
