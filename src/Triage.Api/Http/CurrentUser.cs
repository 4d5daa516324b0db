using System.Reflection;
using Triage.Api.Domain;
using Triage.Api.Http.Accounts;

namespace Triage.Api.Http;

/// <summary>Who is asking. A handler takes it as a parameter.</summary>
internal sealed record CurrentUser(string UserName, string PersonId, string Name, IReadOnlyList<Role> Roles, string? Tribunal)
{
    /// <summary>What must be done before anything else may be.</summary>
    public IReadOnlyList<SessionDuty> Duties { get; init; } = [];

    public Actor Actor => new(UserName, Roles);

    public bool Is(Role role) => Roles.Contains(role);

    public bool IsAny(params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
            if (Roles.Contains(role)) return true;
        return false;
    }

    /// <summary>True for the whole court, or for the user's own tribunal.</summary>
    public bool MaySee(string tribunal) => Tribunal is null || Tribunal == tribunal;

    /// <summary>403 for what belongs to another tribunal; null for what the user may see.</summary>
    public Refusal? RefuseTribunal(string tribunal) => MaySee(tribunal)
        ? null
        : new Refusal(RefusalCodes.OtherTribunal, "该事项属于其他人民法庭，您无权办理或查看。", "This belongs to another tribunal.");

    public static CurrentUser From(UserAccount account) => new(account.UserName, account.PersonId, account.Name, account.Roles, account.Tribunal);

    public static ValueTask<CurrentUser?> BindAsync(HttpContext context, ParameterInfo _) => ValueTask.FromResult(context.Features.Get<CurrentUser>());
}
