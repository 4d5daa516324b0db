namespace Triage.Api.Domain;

/// <summary>Kleene's three values, in their order of truth: "and" is the smaller, "or" the larger, "not" the mirror.</summary>
internal enum Truth : sbyte
{
    False = -1,
    Unknown = 0,
    True = 1,
}

internal static class Kleene
{
    public static Truth Not(this Truth a) => (Truth)(-(sbyte)a);

    public static Truth And(this Truth a, Truth b) => a < b ? a : b;

    public static Truth Or(this Truth a, Truth b) => a > b ? a : b;
}
