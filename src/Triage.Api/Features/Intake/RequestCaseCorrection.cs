using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Intake;

/// <summary>一次性补正告知: everything that is missing, in writing, once (登记立案规定 7). The seven days of intake stop.</summary>
internal static class RequestCaseCorrection
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, DeficiencyRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, TimeProvider time)
    {
        var fields = new FieldErrors();
        var items = fields.Texts("items", body.Items, 500, "补正事项");
        if (items.Count == 0)
            fields.Add("items", "请逐项列明需要补正的内容。");
        var due = fields.Needed("due", body.Due, "补正期限");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.RequestCorrection.Event(), string.Join("；", items),
                (c, _) => Task.FromResult(CaseLifecycle.Decide(c, new RequestCorrection(items, due, user.Actor, time.Now()))));
    }
}

/// <param name="Items">Everything at once: there is no second notice.</param>
internal sealed record DeficiencyRequest(IReadOnlyList<string>? Items = null, DateOnly? Due = null);
