using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Proposing;
using Triage.Api.Rules;

namespace Triage.Api.Features.Intake;

/// <summary>The party brings what was missing. What is left out stays as it was; the seven days run anew from the receipt, and triage starts over.</summary>
internal static class ReceiveCorrection
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, CorrectionRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes,
        TriageEngine triage, RuleBook rules, TimeProvider time)
    {
        var fields = new FieldErrors();
        var receivedOn = body.ReceivedOn ?? time.Today();
        var note = fields.Optional("note", body.Note, 1000, "说明");
        var narrative = body.Narrative is null ? null : fields.Text("narrative", body.Narrative, 20_000, "纠纷经过");
        if (narrative is { Length: < 10 })
            fields.Add("narrative", "纠纷经过至少 10 个字。");
        var claims = body.Claims is null ? null : fields.Texts("claims", body.Claims, 1000, "诉讼请求");
        if (body.Amount is < 0)
            fields.Add("amount", "标的额不能为负数。");
        foreach (var fact in (body.Facts ?? new Dictionary<string, bool>()).Keys.Where(f => !rules.Facts.TakesFromForm(f)))
            fields.Add($"facts.{fact}", "没有这一事实项；可用的见 GET /api/v1/rules。");
        if (fields.Refusal is { } wrong)
            return Problems.From(wrong);
        return await changes.ApplyAsync(id, match, http, user, CaseAction.Correct.Event(), note, (c, _) =>
        {
            var corrected = c with
            {
                Narrative = narrative ?? c.Narrative,
                Claims = claims ?? c.Claims,
                Amount = body.Amount ?? c.Amount,
                Facts = body.Facts is { } facts ? IntakeSteps.Merge(c.Facts, facts) : c.Facts,
            };
            var (proposal, flags) = triage.Propose(corrected, time.Today());
            return Task.FromResult(CaseLifecycle.Decide(c, new Correct(corrected, receivedOn, proposal, flags, user.Actor, time.Now())));
        });
    }
}

/// <summary>Only what was corrected.</summary>
internal sealed record CorrectionRequest
{
    /// <summary>Today where absent.</summary>
    public DateOnly? ReceivedOn { get; init; }
    public string? Narrative { get; init; }
    public IReadOnlyList<string>? Claims { get; init; }
    public decimal? Amount { get; init; }
    public IReadOnlyDictionary<string, bool>? Facts { get; init; }
    /// <summary>What was handed in, e.g. 身份证复印件.</summary>
    public string? Note { get; init; }
}
