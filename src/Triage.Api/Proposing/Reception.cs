using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Proposing;

/// <summary>What becomes of a dispute once it was read: proposed, numbered, stored; routed at once where the clerk has accepted in advance and triage does not abstain.</summary>
internal sealed class Reception(TriageEngine triage, Registration registration, CaseStore store, TimeProvider time)
{
    /// <summary>The draft with what triage proposes; nothing is stored yet.</summary>
    public CourtCase Propose(CourtCase draft)
    {
        var (proposal, flags) = triage.Propose(draft, time.Today());
        return CaseLifecycle.Decide(draft, new Propose(proposal, flags, time.Now())).After!;
    }

    /// <param name="accept">The clerk has accepted whatever is proposed without abstaining.</param>
    public async Task<CourtCase> ReceiveAsync(WriteUnit unit, CourtCase received, bool accept, CurrentUser user, string action)
    {
        var c = received with { Numbers = [await registration.ReceiptAsync(unit, received.ReceivedOn)] };
        List<HistoryEntry> history = [new(time.Now(), user.UserName, user.Roles[0], action)];
        if (accept && !c.Triage!.Abstained)
        {
            c = await AcceptAsync(c, unit, user);
            history.Add(new(time.Now(), user.UserName, user.Roles[0], HistoryEvents.TriageConfirmed));
        }
        await store.InsertAsync(unit, c, history);
        return c;
    }

    private async Task<CourtCase> AcceptAsync(CourtCase c, WriteUnit unit, CurrentUser user)
    {
        var proposal = c.Triage!;
        var (numbers, filedOn) = await registration.ForRouteAsync(unit, c, proposal.Route, proposal.Procedure, time.Today());
        var decidedBy = new DecidedBy(proposal.DecidedBy?.Kind ?? "model", user.UserName, time.Now(), null);
        return CaseLifecycle.Decide(c, new ConfirmRoute(proposal.Route, proposal.Procedure, proposal.Bench, proposal.Team, decidedBy, numbers, filedOn, user.Actor, time.Now(), triage.ReferralOf(proposal, time.Today()))).After
            ?? throw new InvalidOperationException("A clerk may accept what triage proposes without abstaining.");
    }
}
