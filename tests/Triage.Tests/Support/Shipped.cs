using Triage.Api.Court;
using Triage.Api.Domain;
using Triage.Api.Http.Accounts;
using Triage.Api.Proposing;
using Triage.Api.Rules;

namespace Triage.Tests.Support;

/// <summary>The sample court, the rules, the policy and the model as they ship: read once, shared, immutable.</summary>
internal static class Shipped
{
    private static readonly Lazy<CourtSetup> LazyCourt = new(() => CourtSetup.Load(Path.Combine(AppContext.BaseDirectory, "sample", "court")).Setup!);
    private static readonly Lazy<RuleBook> LazyRules = new(() => RuleBook.Load(Path.Combine(AppContext.BaseDirectory, "Rules")).Book!);
    private static readonly Lazy<ModelHost> LazyModel = new(() => ModelHost.Load(Path.Combine(AppContext.BaseDirectory, "models", "default.model")));

    public static CourtSetup Court => LazyCourt.Value;
    public static RuleBook Rules => LazyRules.Value;
    public static ModelHost Model => LazyModel.Value;
    private static readonly List<string> Errors = [];
    public static RoutingPolicy Policy { get; } = Triage.Api.SetupServices.ReadPolicy(Path.Combine(AppContext.BaseDirectory, "Rules", "policy.json"), Errors) ?? throw new InvalidOperationException(string.Join(";", Errors));
    /// <summary>Of the sample court: no duties. Strict: what holds for a court of its own.</summary>
    public static SignInPolicy DemoSignIn { get; } = SignInPolicy.Read(Path.Combine(AppContext.BaseDirectory, "sample", "court", SignInPolicy.Name), Errors) ?? throw new InvalidOperationException(string.Join(";", Errors));
    public static SignInPolicy StrictSignIn { get; } = SignInPolicy.Read(Path.Combine(AppContext.BaseDirectory, "Rules", SignInPolicy.Name), Errors) ?? throw new InvalidOperationException(string.Join(";", Errors));
    public static TriageEngine Engine => new(Court, Rules, Policy, Model);
}
