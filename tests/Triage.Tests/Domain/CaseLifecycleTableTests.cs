using Triage.Api.Domain;
using Triage.Tests.Support;

namespace Triage.Tests.Domain;

/// <summary>Every state × every action, from the table.</summary>
public sealed class CaseLifecycleTableTests
{
    private static readonly Actor Anybody = CasesInEachState.As(Enum.GetValues<Role>());

    public static TheoryData<string, string> Forbidden => [.. from state in Enum.GetValues<CaseState>()
                                                              from action in Enum.GetValues<CaseAction>()
                                                              where !CaseLifecycle.Table.Any(t => t.From == state && t.Action == action)
                                                              select (state.ToString(), action.ToString())];

    public static TheoryData<string, string, string> Allowed => [.. CaseLifecycle.Table.Select(t => (t.From.ToString(), t.Action.ToString(), t.To.ToString())).Distinct()];

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void What_the_table_does_not_name_is_refused_with_the_states_that_would_do(string from, string action)
    {
        var (state, act) = (Enum.Parse<CaseState>(from), Enum.Parse<CaseAction>(action));
        foreach (var registered in new[] { true, false })
            foreach (var command in CasesInEachState.Commands(act, Anybody))
            {
                var refusal = CaseLifecycle.Decide(CasesInEachState.In(state, registered), command).Refusal;
                Assert.Equal(RefusalCodes.StateConflict, refusal?.Code);
                Assert.Equal(CaseLifecycle.AllowedStates(act), refusal!.AllowedStates);
                Assert.Contains(state.Chinese(), refusal.Detail, StringComparison.Ordinal);
            }
    }

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Every_row_of_the_table_can_be_taken(string from, string action, string to)
    {
        var (state, act, target) = (Enum.Parse<CaseState>(from), Enum.Parse<CaseAction>(action), Enum.Parse<CaseState>(to));
        var decisions = new[] { true, false }.Select(r => CasesInEachState.ReadyFor(act, CasesInEachState.In(state, r)))
            .SelectMany(c => CasesInEachState.Commands(act, Anybody).Select(command => (Before: c, Decision: CaseLifecycle.Decide(c, command)))).ToArray();
        var taken = decisions.Where(d => d.Decision.After?.State == target).ToArray();
        Assert.True(taken.Length > 0, $"nothing led there: {string.Join(" | ", decisions.Select(d => d.Decision.Refusal?.Detail ?? d.Decision.After!.State.ToString()))}");
        Assert.All(taken, t => Assert.Equal(t.Before.Version + 1, t.Decision.After!.Version));
    }

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Nobody_without_a_role_of_the_row_takes_it(string from, string action, string to)
    {
        var (state, act, target) = (Enum.Parse<CaseState>(from), Enum.Parse<CaseAction>(action), Enum.Parse<CaseState>(to));
        var permitted = CaseLifecycle.Table.Where(t => t.From == state && t.Action == act && t.To == target).SelectMany(t => t.By).ToHashSet();
        var stranger = CasesInEachState.As([.. Enum.GetValues<Role>().Where(r => !permitted.Contains(r))]);
        foreach (var registered in new[] { true, false })
            foreach (var command in CasesInEachState.Commands(act, stranger).Where(c => !c.By.IsSystem))
                Assert.NotEqual(target, CaseLifecycle.Decide(CasesInEachState.ReadyFor(act, CasesInEachState.In(state, registered)), command).After?.State);
    }

    [Fact]
    public void Only_the_service_itself_lets_offers_and_leases_expire_and_judgments_take_effect() => Assert.Equal(
        [CaseAction.Propose, CaseAction.ExpireOffer, CaseAction.ExpireLease, CaseAction.BecomeEffective],
        CaseLifecycle.Table.Where(t => t.By.Count == 0).Select(t => t.Action).Distinct());

    [Fact]
    public void Every_state_but_the_draft_can_be_reached_from_receipt()
    {
        HashSet<CaseState> reached = [CaseState.Received];
        while (CaseLifecycle.Table.Any(t => reached.Contains(t.From) && reached.Add(t.To)))
        {
        }
        Assert.Equal(Enum.GetValues<CaseState>().Where(s => s != CaseState.Draft), reached.Order());
    }

    [Fact]
    public void From_every_state_there_is_a_way_to_an_end()
    {
        HashSet<CaseState> ends = [CaseState.Archived];
        while (CaseLifecycle.Table.Any(t => ends.Contains(t.To) && ends.Add(t.From)))
        {
        }
        Assert.Equal(Enum.GetValues<CaseState>().Where(s => s != CaseState.Draft), ends.Order());
    }

    [Fact]
    public void Every_action_is_named_in_Chinese_and_in_the_history_once()
    {
        var actions = Enum.GetValues<CaseAction>();
        Assert.Equal(actions.Length, actions.Select(a => a.Chinese()).Distinct().Count());
        Assert.Equal(actions.Length, actions.Select(a => a.Event()).Distinct().Count());
        Assert.All(actions, a => Assert.Contains(CaseLifecycle.Table, t => t.Action == a));
    }
}
