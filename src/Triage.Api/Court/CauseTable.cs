namespace Triage.Api.Court;

/// <param name="Code">C{year in force}-{number path}, e.g. C26-108-3 or, for a second-level cause, C26-P10; the letter keeps Excel from reading a date.</param>
/// <param name="Parent">Code of the parent; null at the top of what is recorded.</param>
/// <param name="Level">2, 3 or 4, as 民事案件案由规定 counts them.</param>
/// <param name="Number">As printed, without the brackets of level 4, e.g. 108 or 3; null where not known.</param>
/// <param name="ValidTo">Last day in force; null: still in force.</param>
/// <param name="ReplacedBy">Code in the following version.</param>
internal sealed record Cause(
    string Code, string? Parent, int Level, string? Number, string Name, string Family, DateOnly ValidFrom, DateOnly? ValidTo, string? ReplacedBy)
{
    public bool InForce(DateOnly day) => ValidFrom <= day && (ValidTo is null || day <= ValidTo);
}

/// <summary>民事案件案由规定 with its versions: a matter keeps the cause of the day it was received.</summary>
internal sealed class CauseTable
{
    private readonly Dictionary<string, Cause> _byCode;
    private readonly ILookup<string, Cause> _byName;

    public CauseTable(IReadOnlyList<Cause> causes)
    {
        All = causes;
        _byCode = causes.ToDictionary(cause => cause.Code, StringComparer.Ordinal);
        _byName = causes.ToLookup(cause => cause.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<Cause> All { get; }

    public IEnumerable<Cause> InForce(DateOnly day) => All.Where(cause => cause.InForce(day));

    /// <summary>By code (of any version: a code never changes its meaning) or by name as of a day. The lowest level wins: 不当得利纠纷 is a second- and a third-level name.</summary>
    public Cause? Find(string codeOrName, DateOnly asOf) =>
        _byCode.TryGetValue(codeOrName, out var cause) ? cause : _byName[codeOrName].Where(named => named.InForce(asOf)).MaxBy(named => named.Level);

    /// <summary>The same cause in the version in force on a day, following replaced_by. Null where it has no successor.</summary>
    public Cause? Successor(Cause cause, DateOnly asOf)
    {
        while (!cause.InForce(asOf))
        {
            if (cause.ReplacedBy is null || !_byCode.TryGetValue(cause.ReplacedBy, out var next)) return null;
            cause = next;
        }
        return cause;
    }

    /// <summary>The code under which a matter of this code stands on a day: its successor's, its own where it has none or is unknown.</summary>
    public string InForceOn(string code, DateOnly asOf) => _byCode.TryGetValue(code, out var known) ? Successor(known, asOf)?.Code ?? code : code;

    /// <summary>The cause itself, then its parents upwards.</summary>
    public IEnumerable<Cause> PathUp(Cause cause)
    {
        for (var at = cause; at is not null; at = at.Parent is null ? null : _byCode.GetValueOrDefault(at.Parent))
            yield return at;
    }
}
