using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Audit;

/// <summary>What the auditor looks at: whether the chain is whole, and what happened that belongs to no case.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/audit").WithTags("Audit");
        _ = group.MapGet("/integrity", GetIntegrity.Handle).WithName("GetAuditIntegrity").WithSummary("逐条核验审计链，并与每日另存的链头比对").RequireRoles(Role.Auditor, Role.SecurityAdmin);
        _ = group.MapGet("/events", ListEvents.Handle).WithName("ListAuditEvents").WithSummary("不属于某一案件的事件：登录、账号、模型、日历，最近的在前").RequireRoles(Role.Auditor).ProducesProblems(400);
    }
}

/// <summary>Every entry against its predecessor, and the chain against every head written down in the second place.</summary>
internal static class GetIntegrity
{
    public static async Task<Ok<IntegrityResponse>> Handle(Database database, AuditChain audit, AuditHeads heads, CancellationToken ct)
    {
        var (written, unreadable) = await ReadAsync(heads, ct);
        var verdict = await database.ReadAsync((connection, token) => audit.VerifyAgainstAsync(connection, [.. written.Select(line => line.Head)], token), ct);
        return TypedResults.Ok(new IntegrityResponse(verdict.Intact && unreadable is null, verdict.Entries, verdict.Head.Hash, verdict.BrokenAt, verdict.Fault ?? unreadable, written.Count,
            written.Count == 0 ? null : new WrittenHead(written[^1].Day, written[^1].Head.Hash, written[^1].Head.Seq)));
    }

    private static async Task<(IReadOnlyList<DatedHead> Heads, string? Fault)> ReadAsync(AuditHeads heads, CancellationToken ct)
    {
        try
        {
            return (await heads.ReadAsync(ct), null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return ([], "the heads that were written down cannot be read");
        }
    }
}

/// <param name="Intact">True where every entry follows its predecessor and every head written down is in the chain.</param>
/// <param name="BrokenAt">The first entry that was altered or follows a missing one.</param>
/// <param name="HeadsCompared">Lines in the second place.</param>
internal sealed record IntegrityResponse(bool Intact, long Entries, string Head, long? BrokenAt, string? Fault, int HeadsCompared, WrittenHead? LastWritten);

internal sealed record WrittenHead(DateOnly Day, string Hash, long Entries);

/// <summary>Events of no case. Whatever has to do with a case stands in its own history.</summary>
internal static class ListEvents
{
    private const int Default = 50, Most = 200;

    public static async Task<Results<Ok<AuditEventsResponse>, Problem>> Handle(Database database, AuditChain audit, CancellationToken ct, string? action = null, int? limit = null, string? cursor = null)
    {
        var before = long.MaxValue;
        if (limit is < 1 or > Most) return Bad("limit", $"limit 应为 1 至 {Most}。");
        if (cursor is not null && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before)) return Bad("cursor", "cursor 无效；请使用上一页返回的 nextCursor。");
        var most = limit ?? Default;
        var events = await database.ReadAsync((connection, token) => audit.OfNoCaseAsync(connection, action, before, most + 1, token), ct);
        var page = events.Take(most).Select(e => new AuditEvent(e.Seq, e.At, e.Actor, e.Role, e.Action, e.Reason, e.Hash)).ToArray();
        return TypedResults.Ok(new AuditEventsResponse(page, events.Count > most ? page[^1].Seq.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static Problem Bad(string field, string reason) => Problems.From(new Refusal(RefusalCodes.BadQuery, reason, $"'{field}' is not valid.") { Errors = new Dictionary<string, string[]> { [field] = [reason] } });
}

internal sealed record AuditEventsResponse(IReadOnlyList<AuditEvent> Items, string? NextCursor);

/// <param name="Reason">What it concerned and why.</param>
internal sealed record AuditEvent(long Seq, DateTimeOffset At, string Actor, Role? Role, string Action, string? Reason, string Hash);
