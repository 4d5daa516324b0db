using Microsoft.AspNetCore.Authorization;
using Triage.Api.Data;
using Triage.Api.Domain;

namespace Triage.Api.Http;

/// <summary>Which roles an endpoint is for; the table of roles and endpoints is built from it.</summary>
internal sealed record AccessMetadata(bool Open, IReadOnlyList<Role> Roles);

internal static class Access
{
    /// <summary>For these roles only.</summary>
    public static TBuilder RequireRoles<TBuilder>(this TBuilder builder, params Role[] roles) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireRole(roles.Select(EnumText.Of)))
            .WithMetadata(new AccessMetadata(false, roles));

    /// <summary>For everybody who has signed in.</summary>
    public static TBuilder RequireSignedIn<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.RequireAuthorization(policy => policy.RequireAuthenticatedUser()).WithMetadata(new AccessMetadata(false, Enum.GetValues<Role>()));

    /// <summary>Also for a session that must first change its password or enrol a second factor.</summary>
    public static TBuilder AlsoUnfinished<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ServesUnfinishedSessions());

    /// <summary>For everybody.</summary>
    public static TBuilder OpenToAll<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.AllowAnonymous().WithMetadata(new AccessMetadata(true, []));

    /// <summary>An endpoint that says nothing about access is closed. Where routing found none, its 404, 405 or 415 is nobody's secret.</summary>
    public static AuthorizationPolicy DenyByDefault { get; } = new AuthorizationPolicyBuilder()
        .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint)
        .Build();
}
