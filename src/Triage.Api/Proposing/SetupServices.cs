using System.Text.Json;
using System.Text.Json.Serialization;
using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Domain.Metrics;
using Triage.Api.Http;
using Triage.Api.Http.Accounts;
using Triage.Api.Proposing;
using Triage.Api.Rules;
using Triage.Model;

namespace Triage.Api;

/// <summary>What must be right before the service starts: the court's set-up, the rules and the model. Every error of all three is reported at once.</summary>
internal static class SetupServices
{
    /// <returns>False, with every error said on the console, where the service must not start.</returns>
    public static bool AddCourtAndRules(this WebApplicationBuilder builder)
    {
        var errors = Register(builder);
        if (errors.Count > 0) Console.Error.WriteLine(string.Join(Environment.NewLine, [.. errors, $"法院设置、规则或模型有 {errors.Count} 处错误，服务没有启动。"]));
        return errors.Count == 0;
    }

    private static List<string> Register(WebApplicationBuilder builder)
    {
        List<string> errors = [];
        var time = Clock(builder);
        var court = CourtSetup.Load(PathOf(builder, "Court:Directory", "sample/court"));
        errors.AddRange(court.Errors.Select(e => e.ToString()));
        var rulesDirectory = PathOf(builder, "Rules:Directory", "Rules");
        var rules = RuleBook.Load(rulesDirectory);
        errors.AddRange(rules.Errors.Select(e => e.ToString()));
        var metrics = MetricBook.Load(Path.Combine(rulesDirectory, "metrics"));
        errors.AddRange(metrics.Errors.Select(e => e.ToString()));
        var policy = ReadPolicy(Path.Combine(rulesDirectory, "policy.json"), errors);
        var archive = ArchiveList.Read(rulesDirectory, errors);
        var closing = ClosingBook.Read(rulesDirectory, errors);
        var signIn = SignIn(builder, rulesDirectory, errors);
        var models = Model(PathOf(builder, "Model:Path", "models/default.model"), builder.Configuration["Model:Challenger"] is { Length: > 0 } ? PathOf(builder, "Model:Challenger", "") : null, errors);
        var setup = court.Setup is { } read && builder.Configuration["Court:Regime"] is { Length: > 0 } regime ? read with { Court = read.Court with { Regime = regime } } : court.Setup;
        if (setup is not null && rules.Book is { } book && book.Regimes.All(r => r.Id != setup.Court.Regime))
            errors.Add($"court.csv：没有“{setup.Court.Regime}”这一程序模式；可用：{string.Join("、", book.Regimes.Select(r => r.Id))}。");
        if (errors.Count > 0)
            return errors;
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(setup!);
        builder.Services.AddSingleton(rules.Book!);
        builder.Services.AddSingleton(FigurePeriods.Of(rules.Book!.Clocks, metrics.Book!.StatusCauses));
        builder.Services.AddSingleton(metrics.Book!);
        builder.Services.AddSingleton(policy!);
        builder.Services.AddSingleton(archive!);
        builder.Services.AddSingleton(closing!);
        builder.Services.AddSingleton(signIn!);
        builder.Services.AddSingleton(models!);
        builder.Services.AddSingleton(new ReadinessCheck("model", _ => ValueTask.FromResult(models!.Degraded is { } why
            ? new CheckResult(CheckStatus.Degraded, $"still {models.Engine.Card.Version}: {why}")
            : new CheckResult(CheckStatus.Ok, models.Engine.Card.Version))));
        builder.Services.AddSingleton(Accounts(setup!, demonstration: builder.Configuration["Court:Directory"] is null or ""));
        builder.Services.AddSingleton<SubmissionReader>();
        builder.Services.AddSingleton<TriageEngine>();
        builder.Services.AddSingleton<Registration>();
        builder.Services.AddSingleton<Reception>();
        builder.Services.AddSingleton(builder.Configuration.GetSection("Screens").Get<ScreenLimits>() ?? new ScreenLimits());
        builder.Services.AddSingleton<SafetyScreens>();
        builder.Services.AddSingleton<Screening>();
        return errors;
    }

    /// <summary>Who may sign in. Only the sample court has a published password; production refuses to start with it (Http/Credentials).</summary>
    private static UserDirectory Accounts(CourtSetup court, bool demonstration) => new(
        court.Accounts.Select(a => new UserAccount(a.UserName, a.Person, court.NameOf(a.Person) ?? a.UserName, a.Roles, a.Tribunal)),
        demonstration ? "demo-please-change" : null,
        (userName, added) => court.RolesOf(added.Person).Intersect(added.Roles).ToArray() is { Length: > 0 } roles && court.NameOf(added.Person) is { } name
            ? new UserAccount(userName, added.Person, name, roles, added.Tribunal)
            : null)
    { Issuer = court.Court.Name };

    /// <summary>The court's own rules of signing in, else those that ship. A demonstration's ease does not reach production.</summary>
    private static SignInPolicy? SignIn(WebApplicationBuilder builder, string rulesDirectory, List<string> errors)
    {
        var own = Path.Combine(PathOf(builder, "Court:Directory", "sample/court"), SignInPolicy.Name);
        var policy = File.Exists(own) ? SignInPolicy.Read(own, errors) : null;
        return policy is null || (policy.Demonstration && builder.Environment.IsProduction()) ? SignInPolicy.Read(Path.Combine(rulesDirectory, SignInPolicy.Name), errors) : policy;
    }

    /// <summary>Relative settings count from the content root; what ships with the service lies beside it.</summary>
    private static string PathOf(WebApplicationBuilder builder, string setting, string shipped) =>
        builder.Configuration[setting] is { Length: > 0 } configured
            ? Path.GetFullPath(configured, builder.Environment.ContentRootPath)
            : Path.Combine(AppContext.BaseDirectory, shipped);

    private static TimeProvider Clock(WebApplicationBuilder builder)
    {
        if (builder.Configuration["Clock:Today"] is not { Length: > 0 } today)
            return TimeProvider.System;
        if (builder.Environment.IsProduction())
            throw new InvalidOperationException("Clock:Today 只用于演示和验收，生产环境不得设置。");
        return new MovedClock(TimeProvider.System, DateOnly.ParseExact(today, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static ModelHost? Model(string path, string? challenger, List<string> errors)
    {
        try
        {
            return ModelHost.Load(path, challenger);
        }
        catch (ModelFileException refused)
        {
            errors.Add($"{Path.GetFileName(path)}：{refused.Message}");
            return null;
        }
    }

    internal static RoutingPolicy? ReadPolicy(string path, List<string> errors)
    {
        try
        {
            var policy = JsonSerializer.Deserialize<RoutingPolicy>(File.ReadAllBytes(path), PolicyJson);
            if (policy is { MinimumConfidence: > 0 and < 1, CloseRoutes: >= 0 and < 1, ConflictProbability: > 0 and <= 1, CauseDoubt: { Named: > 0 and < 1, Other: > 0 and <= 1 } } && policy.Teams.ContainsKey("*"))
                return policy;
            errors.Add("policy.json：阈值应在 0 与 1 之间，teams 须有“*”一项。");
        }
        catch (Exception wrong) when (wrong is JsonException or IOException)
        {
            errors.Add($"policy.json：{wrong.Message}");
        }
        return null;
    }

    private static readonly JsonSerializerOptions PolicyJson = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}
