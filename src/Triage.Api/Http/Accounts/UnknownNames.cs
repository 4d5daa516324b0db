namespace Triage.Api.Http.Accounts;

/// <summary>Failures under user names that nobody has, counted and locked like those of accounts: who tries names out learns from the lock no more than from the answer. Forgotten with the process.</summary>
internal sealed class UnknownNames(TimeProvider time, int failuresBeforeLock, TimeSpan lockedFor)
{
    /// <summary>More are tried only by somebody who floods the door, and the oldest make room.</summary>
    private const int MostNames = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Attempts> _names = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Until when the name is locked; null where it is not.</summary>
    public DateTimeOffset? LockedUntil(string userName)
    {
        lock (_gate) return _names.GetValueOrDefault(userName).Until is { } until && until > time.GetUtcNow() ? until : null;
    }

    /// <returns>Until when it is locked, where this was one failure too many or it was locked already.</returns>
    public DateTimeOffset? Fail(string userName)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (!_names.TryGetValue(userName, out var known)) _order.Enqueue(userName);
            if (known.Until > now) return known.Until;
            var failures = known.Failures + 1;
            var locks = failures >= failuresBeforeLock;
            _names[userName] = locks ? new(0, now + lockedFor) : new(failures, null);
            if (_names.Count > MostNames) _ = _names.Remove(_order.Dequeue());
            return locks ? now + lockedFor : null;
        }
    }

    private readonly record struct Attempts(int Failures, DateTimeOffset? Until);
}
