namespace Triage.Api.Domain;

internal enum Comparison
{
    Is,
    In,
    AtMost,
    Above,
    AtLeast,
    Below,
}

/// <summary>One fact held against constants: the only place where a value is looked at. An unknown fact gives <see cref="Truth.Unknown"/>.</summary>
internal sealed record FactTest(FactDefinition Fact, Comparison Comparison, FactValue[] Against)
{
    public Truth Holds(FactSheet sheet)
    {
        if (!sheet.Knows(Fact.Index))
        {
            return Truth.Unknown;
        }

        var value = sheet.ValueAt(Fact.Index);
        var holds = Comparison switch
        {
            Comparison.Is => value == Against[0],
            Comparison.In => IsOneOf(value),
            Comparison.AtMost => value.Number <= Against[0].Number,
            Comparison.Above => value.Number > Against[0].Number,
            Comparison.AtLeast => value.Number >= Against[0].Number,
            Comparison.Below => value.Number < Against[0].Number,
        };
        return holds ? Truth.True : Truth.False;
    }

    private bool IsOneOf(FactValue value)
    {
        for (var i = 0; i < Against.Length; i++)
        {
            if (value == Against[i])
            {
                return true;
            }
        }

        return false;
    }
}
