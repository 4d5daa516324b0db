using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Triage.Api.Features.Adjudication;
using Triage.Tests.Support;

namespace Triage.Tests.Lives;

/// <summary>One life of a case, told through HTTP: every step is sent to a running service and written down as it was answered.</summary>
internal sealed class LifeScript(TriageService service, string title, string lesson)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<LifeStep> _steps = [];
    private DateOnly _today = DateOnly.FromDateTime(service.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);

    public string Title => title;
    public string Lesson => lesson;
    public IReadOnlyList<LifeStep> Steps => _steps;
    public string Id { get; private set; } = "";
    public DateOnly Today => _today;

    /// <summary>Lets the court's clock go on to nine o'clock of a day.</summary>
    public void On(string day)
    {
        var to = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        service.Clock.Move(TimeSpan.FromDays(to.DayNumber - _today.DayNumber));
        _today = to;
    }

    public async Task<Answer> Submit(string note, JsonObject body)
    {
        var answer = (await (await service.As("clerk")).Post("/cases", body)).Expect(201);
        Id = answer.Id;
        _steps.Add(new LifeStep(_today, note, "clerk", "POST", "/cases", body.ToJsonString(Readable), null, 201, answer));
        return answer;
    }

    /// <summary>A change of the case, as the person reads it now.</summary>
    public async Task<Answer> Do(string note, string who, string action, object body, int status = 200)
    {
        var user = await service.As(who);
        var version = (await user.Get($"/cases/{Id}")).Expect(200).Version;
        var answer = (await user.Post($"/cases/{Id}/{action}", body, version)).Expect(status);
        _steps.Add(new LifeStep(_today, note, who, "POST", $"/cases/{{id}}/{action}", JsonSerializer.Serialize(body, Readable), version, status, answer));
        return answer;
    }

    /// <summary>Takes this case out of the mediators' queue.</summary>
    public async Task<Answer> Claim(string note, string who = "mediator")
    {
        var body = new { caseId = Id };
        var answer = (await (await service.As(who)).Post("/mediation/queue/claim", body)).Expect(200);
        _steps.Add(new LifeStep(_today, note, who, "POST", "/mediation/queue/claim", """{"caseId":"{id}"}""", null, 200, answer));
        return answer;
    }

    public async Task<Answer> Look(string note, string who, string path)
    {
        var answer = (await (await service.As(who)).Get($"/cases/{Id}{path}")).Expect(200);
        _steps.Add(new LifeStep(_today, note, who, "GET", $"/cases/{{id}}{path}", null, null, 200, answer));
        return answer;
    }

    /// <summary>The minute hand comes round: what was waiting to take effect does.</summary>
    public async Task TakeEffect() => await service.Services.GetServices<IHostedService>().OfType<EffectKeeper>().Single().TakeEffectAsync(CancellationToken.None);

    public async Task<Answer> Case(string who = "clerk") => (await (await service.As(who)).Get($"/cases/{Id}")).Expect(200);
}

/// <param name="Note">What happens, as a clerk says it.</param>
internal sealed record LifeStep(DateOnly On, string Note, string Who, string Method, string Path, string? Body, int? Version, int Status, Answer Answer)
{
    /// <summary>What came of it, in one line.</summary>
    public string Outcome => Status >= 400
        ? $"{Status} `{Answer.Code}`" + (Answer.Text("citation.law") is { Length: > 0 } law ? $" 《{law}》第{Answer.Text("citation.article")}条" : "") + (Answer.Text("detail") is { Length: > 0 } detail ? $"：{detail}" : "")
        : Answer.State is { Length: > 0 } state ? $"{Status} → `{state}`" : $"{Status}";

    public IEnumerable<string> Numbers => Answer.Body?["numbers"]?.AsArray().Select(n => n!["number"]!.GetValue<string>()) ?? [];
}

/// <summary>docs/six-lives.md and requests/six-lives.http, written from what was really answered.</summary>
internal static class LifeDocuments
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["clerk"] = "立案人员",
        ["officer"] = "程序分流员",
        ["mediator"] = "调解员",
        ["mediator2"] = "另一调解员",
        ["assessor"] = "陪审员兼调解员",
        ["judge"] = "法官",
        ["head"] = "庭长",
        ["president"] = "院长",
        ["leader"] = "院领导",
    };

    public static string Markdown(IEnumerable<LifeScript> lives)
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        Line("# 六件案子的一生");
        Line();
        Line("以下每一步都由测试 `SixLivesTests` 经 HTTP 发给真实运行的服务，答复照录；服务的行为一变，本页就与之不符，测试即失败。");
        Line("同样的请求见 `requests/six-lives.http`，可以逐条发送。设环境变量 `TRIAGE_APPROVE=1` 运行该测试即可重写两个文件。");
        foreach (var (index, life) in lives.Index())
        {
            Line();
            Line($"## {index + 1}. {life.Title}");
            Line();
            Line(life.Lesson);
            Line();
            Line("| 日期 | 谁 | 做什么 | 请求 | 结果 |");
            Line("|---|---|---|---|---|");
            HashSet<string> known = [];
            foreach (var step in life.Steps)
            {
                var given = step.Numbers.Where(known.Add).ToArray();
                Line($"| {step.On:yyyy-MM-dd} | {Names[step.Who]} | {step.Note} | `{step.Method} {step.Path}` | {step.Outcome}{(given.Length > 0 ? $"，编号：{string.Join("、", given)}" : "")} |");
            }
        }
        return text.ToString();
    }

    public static string Requests(IEnumerable<LifeScript> lives)
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        Line("### 六件案子的一生：逐条发送。由测试 SixLivesTests 生成，各步的结果见 docs/six-lives.md。");
        Line("### 服务须以 Clock__Today 设为各步所注的日期启动，Sample__Cases=false；口令见首次启动的提示。");
        Line("@host = http://127.0.0.1:5080/api/v1");
        Line("@password = demo-please-change");
        Line();
        foreach (var who in Names.Keys)
        {
            Line($"# @name {who}");
            Line("POST {{host}}/session");
            Line("Content-Type: application/json");
            Line();
            Line($$$"""{"userName": "{{{who}}}", "password": "{{password}}"}""");
            Line();
            Line("###");
        }
        foreach (var (index, life) in lives.Index())
        {
            var name = $"life{index + 1}";
            Line();
            Line($"### {index + 1}. {life.Title}");
            foreach (var step in life.Steps)
            {
                Line();
                Line($"### {step.On:yyyy-MM-dd} {step.Note}（{step.Status}）");
                if (step.Path == "/cases")
                    Line($"# @name {name}");
                Line($"{step.Method} {{{{host}}}}{step.Path.Replace("{id}", $"{{{{{name}.response.body.id}}}}", StringComparison.Ordinal)}");
                Line($"Authorization: Bearer {{{{{step.Who}.response.body.accessToken}}}}");
                if (step.Version is { } version)
                    Line($"If-Match: \"{version}\"");
                if (step.Body is null)
                    continue;
                Line("Content-Type: application/json");
                Line();
                Line(step.Body.Replace("{id}", $"{{{{{name}.response.body.id}}}}", StringComparison.Ordinal));
            }
        }
        return text.ToString();
    }
}
