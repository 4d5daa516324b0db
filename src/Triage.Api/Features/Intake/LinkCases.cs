using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Intake;

/// <summary>Two cases belong together: related, a series, a repeated suit, merged. A series stays with one team (法发〔2016〕21号).</summary>
internal static class LinkCases
{
    private static readonly string[] Relations = ["related", "series", "repeat", "merged"];

    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, LinkRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, CaseStore store, TimeProvider time)
    {
        var fields = new FieldErrors();
        var other = fields.Text("caseId", body.CaseId, 100, "关联案件");
        var relation = fields.Text("relation", body.Relation, 20, "关联关系");
        if (!Relations.Contains(relation))
            fields.Add("relation", $"关联关系只能是 {string.Join("、", Relations)}。");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.Link.Event(), relation, async (c, unit) =>
                await store.FindAsync(unit.Connection, other) is null
                    ? new Decision(Guards.Field("caseId", $"没有编号为“{other}”的案件。"))
                    : CaseLifecycle.Decide(c, new LinkCase(new CaseLink(other, relation, time.Today(), user.UserName), user.Actor, time.Now())));
    }
}

/// <param name="Relation">related, series, repeat or merged.</param>
internal sealed record LinkRequest(string? CaseId = null, string? Relation = null);
