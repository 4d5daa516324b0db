namespace Triage.Api.Domain;

/// <summary>Whether a factor weighs by itself (key), nearly always (base) or only with others (reference).</summary>
internal enum FactorGroup
{
    Key,
    Base,
    Reference,
}

/// <summary>Points given when the test holds.</summary>
internal sealed record Band(FactTest Test, int Points);

/// <summary>One line of the table. The first band that holds gives the points; none: <c>Otherwise</c>; fact unknown: <c>WhenUnknown</c>.</summary>
internal sealed record Factor(string Id, string Name, string NameEn, FactorGroup Group, FactDefinition Fact, IReadOnlyList<Band> Bands, int Otherwise, int WhenUnknown)
{
    public FactorPoints Weigh(FactSheet sheet)
    {
        var reading = sheet.Read(Fact);
        if (reading.Value is not { } value)
        {
            return new(this, WhenUnknown, null);
        }

        for (var i = 0; i < Bands.Count; i++)
        {
            if (Bands[i].Test.Holds(sheet) == Truth.True)
            {
                return new(this, Bands[i].Points, value);
            }
        }

        return new(this, Otherwise, value);
    }
}

internal readonly record struct FactorPoints(Factor Factor, int Points, FactValue? Value)
{
    public bool Unknown => Value is null;

    public string Print() => Value is { } value ? Factor.Fact.Print(value) : "unknown";
}

internal sealed record ComplexityScore(int Score, int Limit, IReadOnlyList<FactorPoints> Factors)
{
    public bool IsComplex => Score >= Limit;
}

/// <summary>The weights by which courts tell a simple case (简案) from a complex one (繁案): points added up, held between 0 and 100.</summary>
internal sealed record ComplexityTable(int Limit, IReadOnlyList<Factor> Factors)
{
    public ComplexityScore Score(FactSheet sheet)
    {
        var points = new FactorPoints[Factors.Count];
        var sum = 0;
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = Factors[i].Weigh(sheet);
            sum += points[i].Points;
        }

        return new(Math.Clamp(sum, 0, 100), Limit, points);
    }
}
