using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Sources;

/// <summary>补登来源编号: the number of the police incident, the work order, the petition, which often arrives after the people do.</summary>
internal static class AddSourceReference
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, SourceReferenceRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, TimeProvider time)
    {
        var fields = new FieldErrors();
        var reference = fields.Text("reference", body.Reference, 200, "来源编号");
        var name = string.IsNullOrWhiteSpace(body.Name) ? null : fields.Text("name", body.Name, 200, "来源单位");
        var reason = string.IsNullOrWhiteSpace(body.Reason) ? null : fields.Text("reason", body.Reason, 500, "更改理由");
        return fields.Refusal is { } wrong
            ? Problems.From(wrong)
            : await changes.ApplyAsync(id, match, http, user, CaseAction.GiveSourceReference.Event(), reason,
                // A source that nobody named at receipt is of the kind of its channel.
                (c, _) => Task.FromResult(CaseLifecycle.Decide(c, new GiveSourceReference(new CaseSource(EnumText.Of(c.Channel), name, reference), reason, user.Actor, time.Now()))));
    }
}

/// <param name="Reference">The matter's own number at the source.</param>
/// <param name="Name">The source; absent: as it stands.</param>
/// <param name="Reason">Needed where a reference or a name that is on record changes.</param>
internal sealed record SourceReferenceRequest(string? Reference = null, string? Name = null, string? Reason = null);
