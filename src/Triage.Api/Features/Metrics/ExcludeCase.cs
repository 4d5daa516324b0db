using Dapper;
using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Rules;

namespace Triage.Api.Features.Metrics;

/// <summary>Leaves one case out of one figure: a record with a name and a reason, for all to see, and only until a day.</summary>
internal static class ExcludeCase
{
    private const int LongestReason = 1000;

    public static async Task<Results<CreatedAnswer<ExclusionBody>, Problem>> Handle(ExcludeCaseRequest body, IdempotencyKey key, CurrentUser user, CourtSetup court, MetricBook book,
        CaseStore store, AuditChain audit, Idempotency idempotency, TimeProvider time, CancellationToken ct)
    {
        var today = time.Today();
        Dictionary<string, string[]> errors = [];
        if (book.Find(body.Metric ?? "") is not { } metric) errors["metric"] = ["没有这一指标；可用的见 GET /api/v1/metrics/definitions。"];
        else if (!metric.MayExclude) errors["metric"] = ["旧存、新收、已结、未结须前后相符，不得排除案件。"];
        if (string.IsNullOrWhiteSpace(body.CaseId)) errors["caseId"] = ["请填写案件。"];
        if (body.Until is not { } until || until < today) errors["until"] = [$"请填写不早于今天（{today:yyyy-MM-dd}）的截止日期。"];
        if (body.Reason is { Length: > LongestReason }) errors["reason"] = [$"理由不超过 {LongestReason} 个字。"];
        if (errors.Count > 0) return Problems.From(new Refusal(RefusalCodes.FieldInvalid, "填写不符合要求。", "A field is wrong.") { Errors = errors });
        if (string.IsNullOrWhiteSpace(body.Reason))
            return Problems.From(new Refusal(RefusalCodes.ReasonRequired, "请说明排除的理由。", "Say why.") { Errors = new Dictionary<string, string[]> { ["reason"] = ["请说明排除的理由。"] } });
        return await idempotency.CreateAsync<ExcludeCaseRequest, ExclusionBody>(key, body, async unit =>
        {
            if (await store.FindAsync(unit.Connection, body.CaseId!) is not { } c) return new Refusal(RefusalCodes.NotFound, $"没有编号为“{body.CaseId}”的案件。", "No such case.");
            if (user.RefuseTribunal(c.Tribunal) is { } elsewhere) return elsewhere;
            var exclusion = new ExclusionBody
            {
                Id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N"),
                Metric = body.Metric!,
                CaseId = c.Id,
                Tribunal = c.Tribunal,
                Reason = body.Reason!,
                ExcludedBy = user.UserName,
                ExcludedOn = today,
                Until = body.Until!.Value,
            };
            _ = await unit.ExecuteAsync("""
                insert into figure_exclusions (id, metric, case_id, reason, excluded_by, excluded_on, until)
                values (@Id, @Metric, @CaseId, @Reason, @ExcludedBy, @ExcludedOn, @Until)
                """, exclusion);
            await audit.AppendAsync(unit, new HistoryEntry(time.Now(), user.UserName, user.Roles[0], HistoryEvents.CaseExcluded) { Reason = $"{exclusion.Metric} {c.Id}：{exclusion.Reason}" });
            return Creation<ExclusionBody>.Created(exclusion, "/api/v1/metrics/exclusions", 1);
        }, ct);
    }

    /// <summary>Every exclusion there ever was, the newest first.</summary>
    public static async Task<Ok<ExclusionList>> List(CurrentUser user, Database database, CancellationToken ct)
    {
        const string Sql = """
            select x.id, x.metric, x.case_id, c.tribunal, x.reason, x.excluded_by, x.excluded_on, x.until
            from figure_exclusions x join cases c on c.id = x.case_id order by x.excluded_on desc, x.id desc
            """;
        var rows = await database.ReadAsync((connection, token) => connection.QueryAsync<ExclusionBody>(new CommandDefinition(Sql, cancellationToken: token)), ct);
        return TypedResults.Ok(new ExclusionList([.. rows.Where(row => user.MaySee(row.Tribunal))]));
    }
}

internal sealed record ExcludeCaseRequest
{
    /// <summary>Id of a rate; stock and flow take no exclusion.</summary>
    public string? Metric { get; init; }
    public string? CaseId { get; init; }
    public string? Reason { get; init; }
    /// <summary>Last day on which it is left out.</summary>
    public DateOnly? Until { get; init; }
}

internal sealed record ExclusionBody
{
    public string Id { get; init; } = "";
    public string Metric { get; init; } = "";
    public string CaseId { get; init; } = "";
    public string Tribunal { get; init; } = "";
    public string Reason { get; init; } = "";
    public string ExcludedBy { get; init; } = "";
    public DateOnly ExcludedOn { get; init; }
    public DateOnly Until { get; init; }
}

internal sealed record ExclusionList(IReadOnlyList<ExclusionBody> Items);
