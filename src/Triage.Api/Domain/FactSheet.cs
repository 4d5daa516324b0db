namespace Triage.Api.Domain;

/// <summary>What is known of one case. A fact nobody has set is unknown, which is not false. Filled by one thread, then only read.</summary>
internal sealed class FactSheet(FactCatalogue catalogue)
{
    private readonly FactValue[] values = new FactValue[catalogue.All.Count];
    private readonly sbyte[] origins = NobodySpoke(catalogue.All.Count);

    public FactCatalogue Catalogue => catalogue;

    public FactSheet Set(string id, bool value, FactOrigin origin) => Set(catalogue[id], FactValue.Of(value), origin);

    public FactSheet Set(string id, decimal value, FactOrigin origin) => Set(catalogue[id], FactValue.Of(value), origin);

    public FactSheet Set(string id, string value, FactOrigin origin) => Set(catalogue[id], FactValue.Of(value), origin);

    /// <exception cref="ArgumentException">The value is of another type, or the origin may not speak of this fact: the model of what only a person can state.</exception>
    public FactSheet Set(FactDefinition fact, FactValue value, FactOrigin origin)
    {
        if (value.Type != fact.Type)
        {
            throw new ArgumentException($"'{fact.Id}' is a {fact.Type}, not a {value.Type}.", nameof(value));
        }

        if (!MaySpeak(fact.Source, origin))
        {
            throw new ArgumentException($"'{fact.Id}' cannot come from {origin}.", nameof(origin));
        }

        values[fact.Index] = value;
        origins[fact.Index] = (sbyte)origin;
        return this;
    }

    /// <summary>The same facts on a sheet of its own.</summary>
    public FactSheet Copy()
    {
        var copy = new FactSheet(catalogue);
        values.CopyTo(copy.values, 0);
        origins.CopyTo(copy.origins, 0);
        return copy;
    }

    public bool Knows(int index) => origins[index] >= 0;

    public bool Knows(string id) => Knows(catalogue[id].Index);

    /// <summary>The value at an index that <see cref="Knows(int)"/>.</summary>
    public FactValue ValueAt(int index) => values[index];

    public FactValue? this[string id] => Read(catalogue[id]).Value;

    public FactReading Read(FactDefinition fact) =>
        Knows(fact.Index) ? new(fact, values[fact.Index], (FactOrigin)origins[fact.Index]) : new(fact, null, null);

    private static bool MaySpeak(FactSource source, FactOrigin origin) => source switch
    {
        FactSource.Stated => origin is FactOrigin.Form or FactOrigin.Officer or FactOrigin.Document,
        FactSource.Computed => origin is not FactOrigin.Model,
        FactSource.Guessed => true,
    };

    private static sbyte[] NobodySpoke(int count)
    {
        var origins = new sbyte[count];
        origins.AsSpan().Fill(-1);
        return origins;
    }
}
