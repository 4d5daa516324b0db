using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Adjudication;

/// <summary>The document and how each party was reached; from that the law says on which day the case ended (审理期限规定 10).</summary>
internal static class CloseTheCase
{
    public static async Task<Results<Ok<CaseResponse>, Problem>> Handle(string id, ClosureRequest body, CurrentUser user, IfMatch match, HttpContext http, CaseChanges changes, CalendarStore calendar, TimeProvider time)
    {
        var fields = new FieldErrors();
        var today = time.Today();
        var mode = fields.Needed("mode", body.Mode, "结案方式");
        var kind = fields.Text("document.kind", body.Document?.Kind, 50, "文书种类");
        var madeOn = fields.Needed("document.madeOn", body.Document?.MadeOn, "文书作出日期");
        if (body.Service is not { Count: > 0 }) fields.Add("service", "请逐一填写各当事人的送达方式和日期。");
        var service = (body.Service ?? []).Select((one, index) => Service(one, index, madeOn, today, fields)).ToArray();
        var performance = (body.Performance ?? []).Select((item, index) => new PerformanceItem(
            fields.Text($"performance[{index}].what", item.What, 500, "履行内容"), fields.Needed($"performance[{index}].dueOn", item.DueOn, "履行期限"))).ToArray();
        CheckGround(body.Ground, mode, kind, fields);
        if (fields.Refusal is { } wrong)
            return Problems.From(wrong);
        var closure = new ClosureRecord(mode, new ClosureDocument(kind, madeOn), service) { Performance = performance, Ground = body.Ground };
        return await changes.ApplyAsync(id, match, http, user, CaseAction.Close.Event(), kind, (c, _) =>
        {
            if (!CaseLifecycle.AllowedStates(CaseAction.Close).Contains(c.State))
                return Task.FromResult(CaseLifecycle.Decide(c, new CloseCase(closure, madeOn, user.Actor, time.Now())));
            var closing = ClosingDate.Of(closure, ClosingDate.MustBeServed(c, closure));
            return Task.FromResult(Refuse(c, closure, closing) is { } refusal ? new Decision(refusal) : CaseLifecycle.Decide(c, new CloseCase(closure, closing.On!.Value, user.Actor, time.Now(), calendar.Clocks.Of(c))));
        });
    }

    private static void CheckGround(DeemedWithdrawal? ground, ClosureMode mode, string kind, FieldErrors fields)
    {
        var deemed = kind.Contains("按撤诉", StringComparison.Ordinal);
        if (deemed && mode != ClosureMode.Withdrawal) fields.Add("mode", "按撤诉处理的，结案方式为撤诉（withdrawal）。");
        if (deemed && ground is null) fields.Add("ground", "按撤诉处理的，请填写事由：未交诉讼费（fee_unpaid），或者拒不到庭、中途退庭（absent）。");
        if (!deemed && ground is not null) fields.Add("document.kind", "填写了按撤诉处理的事由，文书应为按撤诉处理裁定书。");
    }

    private static Refusal? Refuse(CourtCase c, ClosureRecord closure, ClosingDay closing)
    {
        var fields = new FieldErrors();
        foreach (var (index, one) in closure.Service.Index().Where(pair => c.Parties.All(party => party.Name != pair.Item.Party)))
            fields.Add($"service[{index}].party", $"“{one.Party}”不是本案当事人。");
        foreach (var party in closing.NotServed)
            fields.Add("service", $"尚未向“{party}”送达，不能结案。");
        return fields.Refusal ?? ClosingDate.Refuse(closure, c.Procedure);
    }

    private static ServiceRecord Service(ServiceBody body, int index, DateOnly madeOn, DateOnly today, FieldErrors fields)
    {
        var path = $"service[{index}]";
        var record = new ServiceRecord(fields.Text($"{path}.party", body.Party, 100, "当事人"), fields.Needed($"{path}.method", body.Method, "送达方式"), fields.Needed($"{path}.on", body.On, "送达日期"), body.ReceivedOn);
        if (body.On is { } on && on > today) fields.Add($"{path}.on", $"{on:yyyy-MM-dd} 尚未到来。");
        if (body.On is { } early && early < madeOn) fields.Add($"{path}.on", $"送达日期早于文书作出日期（{madeOn:yyyy-MM-dd}）。");
        if (body.ReceivedOn is not null && body.Method is not ServiceMethod.Post) fields.Add($"{path}.receivedOn", "只有邮寄送达才填写回执收件日期。");
        if (body.ReceivedOn < body.On || body.ReceivedOn > today) fields.Add($"{path}.receivedOn", "回执收件日期应在交邮日期之后、今日之前。");
        return record;
    }
}

/// <param name="Performance">What has to be done and by when: each day brings a follow-up.</param>
/// <param name="Ground">Of a 按撤诉处理裁定书 and needed there: fee_unpaid (told to pay, and the time has run out) or absent.</param>
internal sealed record ClosureRequest(ClosureMode? Mode = null, DocumentBody? Document = null, IReadOnlyList<ServiceBody>? Service = null, IReadOnlyList<DutyBody>? Performance = null, DeemedWithdrawal? Ground = null);

internal sealed record DutyBody(string? What = null, DateOnly? DueOn = null);

/// <param name="Kind">e.g. 民事判决书, 民事调解书, 准许撤诉裁定书, 按撤诉处理裁定书.</param>
internal sealed record DocumentBody(string? Kind = null, DateOnly? MadeOn = null);

/// <param name="On">The day of the act: handed over, left, posted, published, signed for, pronounced.</param>
/// <param name="ReceivedOn">By post only: the day on the receipt, from which the time to appeal runs; recorded later by event receipt_returned where it is not back yet.</param>
internal sealed record ServiceBody(string? Party = null, ServiceMethod? Method = null, DateOnly? On = null, DateOnly? ReceivedOn = null);
