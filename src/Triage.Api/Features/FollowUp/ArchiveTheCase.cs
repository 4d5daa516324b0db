using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Rules;

namespace Triage.Api.Features.FollowUp;

/// <summary>归档: within thirty days, against the list of papers, and never while a redo is open or an appeal could still come.</summary>
internal static class ArchiveTheCase
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, ArchiveRequest? body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        ArchiveList list, CalendarStore calendar, TimeProvider time)
    {
        var attested = body?.Papers ?? [];
        var fields = new FieldErrors();
        foreach (var (index, paper) in attested.Index().Where(p => list.Papers.All(known => known.Id != p.Item)))
            fields.Add($"papers[{index}]", $"没有代码为“{paper}”的材料；可用：{string.Join("、", list.Papers.Select(p => p.Id))}。");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.Archive.Event(), null, (c, _) =>
            {
                var (held, missing, notAttested) = CaseFile.Check(c, list.Papers, attested);
                return Task.FromResult(CaseLifecycle.Decide(c, new ArchiveCase(held, missing, notAttested, Effectiveness.Of(c, calendar.Clocks.Of(c), calendar.Clocks.Catalogue, time.Today()), user.Actor, time.Now())));
            });
    }
}

/// <param name="Papers">Ids of papers that lie in the file and that the record cannot show by itself, e.g. identity, rights_notice, small_claims_notice.</param>
internal sealed record ArchiveRequest(IReadOnlyList<string>? Papers = null);
