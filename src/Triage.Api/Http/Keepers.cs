using System.Collections.Concurrent;
using Triage.Api.Data;

namespace Triage.Api.Http;

/// <summary>The work that is done beside the requests, again and again. What goes wrong stands in the log and in readiness and is tried again: neither a damaged row nor a database that is away ends the loop, and with it the service.</summary>
internal sealed class Keepers(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, string> _faults = new(StringComparer.Ordinal);

    /// <summary>What is not being done, and why; null while all is well.</summary>
    public string? Fault => _faults.IsEmpty ? null : string.Join("; ", _faults.OrderBy(fault => fault.Key, StringComparer.Ordinal).Select(fault => $"{fault.Key}: {fault.Value}"));

    /// <param name="work">One round. It returns what it had to leave out, or null.</param>
    public async Task RunAsync(string name, TimeSpan every, ILogger logger, Func<CancellationToken, Task<string?>> work, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, time);
        do
            try
            {
                var left = await work(stoppingToken);
                if (left is not null && (!_faults.TryGetValue(name, out var known) || known != left)) logger.LogError("{Keeper}: {Left}", name, left);
                if (left is null) _ = _faults.TryRemove(name, out _);
                else _faults[name] = left;
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested) // whatever it was: what leaves here stops the service, today and at every start
            {
                _faults[name] = fault is StorageException or IOException or UnauthorizedAccessException ? fault.Message : fault.GetType().Name;
                logger.LogError(fault, "{Keeper} could not do its work; trying again in {Every}", name, every);
            }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Rows that were passed over, for <see cref="RunAsync"/> to tell; null where there were none.</summary>
    public static string? Damaged(IReadOnlyCollection<string> ids) => ids.Count == 0 ? null : $"these cases do not open and were passed over: {string.Join(", ", ids)}";
}
