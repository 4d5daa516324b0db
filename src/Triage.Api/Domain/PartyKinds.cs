namespace Triage.Api.Domain;

/// <summary>What kind of party a bare name is of.</summary>
internal static class PartyKinds
{
    /// <summary>A company's name is not personal data and is not masked; whatever is in doubt counts as a person.</summary>
    public static PartyKind Of(string name) =>
        EndsWith(name, "公司", "合作社", "银行", "信用社", "支行", "分行", "有限合伙") ? PartyKind.Company
        : EndsWith(name, "委员会", "村委会", "居委会", "小学", "中学", "医院", "卫生院", "协会") ? PartyKind.Organisation
        : EndsWith(name, "人民政府", "街道办事处") ? PartyKind.Government
        : PartyKind.Person;

    /// <summary>Whether the name is a person's: where nobody said the kind it counts as a person's, unless it ends as no person's does.</summary>
    public static bool IsPerson(Party party) => party.Kind == PartyKind.Person && Of(party.Name) == PartyKind.Person;

    private static bool EndsWith(string name, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
            if (name.EndsWith(ending, StringComparison.Ordinal)) return true;
        return false;
    }
}
