using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;
using Triage.Api.Http.Accounts;

namespace Triage.Api.Features.Accounts;

/// <param name="Reason">Why; it goes into the audit chain.</param>
internal sealed record AccountReason(string Reason);

/// <summary>What every change of somebody else's account has in common: a reason, not one's own account, an entry in the chain, an end to its sessions.</summary>
internal sealed class AccountChange(Database database, Sessions sessions, UserDirectory directory, SignInPolicy policy, AuditChain audit, TimeProvider time)
{
    private const int LongestReason = 200;

    /// <param name="change">The statement's work; false with a refusal where the account does not allow it.</param>
    public async Task<(AccountResponse? Account, Problem? Problem)> RunAsync(string userName, AccountReason body, CurrentUser user, Role role, string action, bool endsSessions,
        Func<WriteUnit, AccountResponse, Task<Refusal?>> change, CancellationToken ct)
    {
        var fields = new FieldErrors();
        var reason = fields.Text("reason", body.Reason, LongestReason, "理由");
        if (fields.Refusal is { } refusal) return (null, Problems.From(refusal));
        if (userName == user.UserName) return (null, Problems.From(ProblemCodes.AccountConflict, "不能对自己的账号作此操作；请由另一位管理员办理。", "Not on your own account: another administrator must do it."));
        var result = await database.WriteAsync<(AccountResponse?, Problem?)>(async unit =>
        {
            var now = time.Unmoved().GetUtcNow();
            if ((await AccountRow.FindAsync(unit.Connection, userName))?.Response(directory, policy, now) is not { } before)
                return (null, Problems.NotFound("没有这个账号。", "There is no such account."));
            if (await change(unit, before) is { } refused)
            {
                unit.Discard();
                return (null, Problems.From(refused));
            }
            if (endsSessions) _ = await Sessions.EndAllAsync(unit, userName);
            await audit.AppendAsync(unit, new HistoryEntry(time.GetUtcNow(), user.UserName, role, action) { Reason = $"{userName}：{reason}" });
            return ((await AccountRow.FindAsync(unit.Connection, userName))!.Response(directory, policy, now), null);
        }, ct);
        // After the commit: a request in between must not bring the ended session back into memory.
        sessions.Forget(userName);
        return result;
    }
}
