namespace Triage.Model;

/// <summary>Who speaks in a training row.</summary>
public static class Registers
{
    private static readonly HashSet<string> told = new(StringComparer.Ordinal) { "villager", "clerk", "complaint", "referral", "consultation", "case" };

    /// <summary>Whether rows of this register are of the kind that the service reads: what people and those who note for them tell.</summary>
    public static bool IsTold(string register) => told.Contains(register);
}
