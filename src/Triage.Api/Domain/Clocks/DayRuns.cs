namespace Triage.Api.Domain.Clocks;

/// <summary>Days that do not count on some ground, first and last included; open while it goes on.</summary>
internal sealed record Deduction(string Ground, DateOnly From, DateOnly? To);

/// <summary>A run of days left out once, however many grounds it has.</summary>
internal sealed record DayRun(DateOnly From, DateOnly? To, IReadOnlyList<string> Grounds)
{
    /// <summary>Null while it goes on.</summary>
    public int? Days => To is { } to ? to.DayNumber - From.DayNumber + 1 : null;
}

internal static class DayRuns
{
    /// <summary>Overlapping and adjoining stretches become one: two reasons for one day leave out one day.</summary>
    public static IReadOnlyList<DayRun> Union(IEnumerable<Deduction> deductions)
    {
        var runs = new List<DayRun>();
        foreach (var next in deductions.OrderBy(deduction => deduction.From))
        {
            if (runs.Count > 0 && runs[^1] is var last && (last.To is not { } to || next.From <= to.AddDays(1)))
            {
                var end = last.To is null || next.To is null ? null : (DateOnly?)Later(last.To.Value, next.To.Value);
                runs[^1] = new(last.From, end, [.. last.Grounds.Append(next.Ground).Distinct()]);
            }
            else
            {
                runs.Add(new(next.From, next.To, [next.Ground]));
            }
        }
        return runs;
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}
