namespace Triage.Api.Domain;

/// <summary>Who may not take a part in a case: a hard block, not a warning.</summary>
internal static class Conflicts
{
    /// <summary>Null where the person may serve in this part; else the article.</summary>
    /// <param name="id">Id in the court's set-up; null for somebody from outside.</param>
    /// <param name="nameOf">Name of a mediator's id, so that one human under two ids or two accounts (三合一) is found. A namesake stops too, until somebody has found out that it is another person.</param>
    public static Refusal? Of(CourtCase c, string? id, KnownPerson person, ParticipantRole part, Func<string, string?> nameOf)
    {
        if (HasMediated(c, person, nameOf))
            return Guards.ByStatute($"{person.Name}调解过本案，不得再担任{part.Chinese()}", "A mediator of the case may take no later part in it.", Statutes.NoLaterRole);
        if (part is ParticipantRole.Assessor or ParticipantRole.Appraiser or ParticipantRole.Interpreter && OfStaff(c, person) is { } tie)
            return tie;
        return c.Trial?.Participants.Any(p => p.As == part && (p.Person is not null ? p.Person == id : Same(p.Name, person.Name))) == true
            ? Guards.Field("person", $"{person.Name}已登记为{part.Chinese()}。")
            : null;
    }

    /// <summary>Null where this person may mediate the case: no party, no agent, witness or judge of it, no near relative, housemate or other tie to a party or an agent, not changed at the parties' wish.</summary>
    public static Refusal? OfMediator(CourtCase c, KnownPerson person, Func<string, string?> nameOf)
    {
        var people = Concerned(c);
        if (c.Mediation?.Returns.Any(r => r.Replaced && Is(person, r.Mediator, nameOf)) == true)
            return Guards.ByStatute($"当事人已申请更换{person.Name}，不得再由其调解本案", "The parties had this mediator changed.", Statutes.MediatorReplaced);
        if (SelfAmong(people, person) is not null)
            return Guards.ByStatute($"{person.Name}与本案当事人或者代理人同名，须先查明不是同一人", "The mediator bears the name of a party or an agent.", Statutes.TieInterest);
        if (c.Trial?.Participants.Any(p => (p.Person is { } id && person.Ids.Contains(id)) || Same(p.Name, person.Name)) == true || (c.Judge is { } judge && Is(person, judge, nameOf)))
            return Guards.ByStatute($"{person.Name}已在本案担任其他职责，不能调解本案", "Takes another part in the case.", Statutes.NoLaterRole);
        return TiedTo(people, person) switch
        {
            null => null,
            { Kind: TieKind.NearRelative } kin => Guards.ByStatute($"{person.Name}与{kin.Name}是近亲属，应当回避，不能调解本案", "A near relative of a party or an agent.", Statutes.TieKin),
            { Kind: TieKind.Household } housemate => Guards.ByStatute($"{person.Name}与{housemate.Name}同住，应当回避，不能调解本案", "Shares a household with a party or an agent.", Statutes.TieOther),
            { } tie => Guards.ByStatute($"{person.Name}与{tie.Name}有利害关系，应当回避，不能调解本案", "An interest in the dispute.", Statutes.TieInterest),
        };
    }

    /// <summary>Whether this human has held the case as mediator, under any id.</summary>
    public static bool HasMediated(CourtCase c, KnownPerson person, Func<string, string?> nameOf) => c.Mediation?.Mediators(c.Mediator).Any(m => Is(person, m, nameOf)) == true;

    /// <summary>Null where nothing stands between this member of the court and the case: judge, lay assessor, assistant or clerk, and no party or agent who is kin, shares a household or has an interest (民事诉讼法 47).</summary>
    public static Refusal? OfStaff(CourtCase c, KnownPerson person)
    {
        var people = Concerned(c);
        if (SelfAmong(people, person) is not null)
            return Guards.ByStatute($"{person.Name}与本案当事人或者代理人同名，须先查明是否为同一人", "Bears the name of a party or an agent.", Statutes.JudicialKin);
        return TiedTo(people, person) switch
        {
            null => null,
            { Kind: TieKind.NearRelative } kin => Guards.ByStatute($"{person.Name}与{kin.Name}是近亲属，应当回避，不得参与本案", "A near relative of a party or an agent.", Statutes.JudicialKin),
            { Kind: TieKind.Household } housemate => Guards.ByStatute($"{person.Name}与{housemate.Name}同住，应当回避，不得参与本案", "Shares a household with a party or an agent.", Statutes.JudicialOther),
            { } tie => Guards.ByStatute($"{person.Name}与{tie.Name}有利害关系，应当回避，不得参与本案", "An interest in the case.", Statutes.JudicialInterest),
        };
    }

    /// <summary>Null where this judge could have the case: no mediator of it, no tie, no granted or pending recusal, no other part in it.</summary>
    public static Refusal? AgainstJudge(CourtCase c, KnownPerson judge, Func<string, string?> nameOf) =>
        HasMediated(c, judge, nameOf) ? Guards.ByStatute($"{judge.Name}调解过本案，不得承办", "Whoever mediated the case may not hear it.", Statutes.NoLaterRole)
        : OfStaff(c, judge) is { } tie ? tie
        : c.Trial?.Recusals.Any(r => judge.Ids.Contains(r.Person) && r.Bars) == true ? Guards.ByStatute($"对{judge.Name}已申请或者决定回避", "A recusal is pending or was granted.", Statutes.RecusalPauses)
        : c.Trial?.Participants.Any(p => p.Person is { } id && judge.Ids.Contains(id)) == true ? Guards.Field("judge", $"{judge.Name}已担任本案其他诉讼参与人。")
        : null;

    /// <summary>The parties, and who acts for them.</summary>
    private static string[] Concerned(CourtCase c) =>
        [.. c.Parties.Select(p => p.Name), .. (c.Trial?.Participants ?? []).Where(p => p.As == ParticipantRole.Agent).Select(p => p.Name).Append(c.FiledByProxy?.Name).OfType<string>()];

    private static string? SelfAmong(IEnumerable<string> names, KnownPerson person) => names.FirstOrDefault(name => Same(name, person.Name));

    private static PersonalTie? TiedTo(IEnumerable<string> names, KnownPerson person) => person.Ties.FirstOrDefault(tie => names.Any(name => Same(name, tie.Name)));

    private static bool Is(KnownPerson person, string id, Func<string, string?> nameOf) => person.Ids.Contains(id) || (nameOf(id) is { } name && Same(name, person.Name));

    public static bool Same(string one, string other) => Plain(one) == Plain(other);

    // Typed at a counter: full-width letters and blanks between the characters of a name are the same name.
    private static string Plain(string name) => string.Concat(name.Normalize(System.Text.NormalizationForm.FormKC).Where(letter => !char.IsWhiteSpace(letter)));
}

/// <summary>A human as the court's set-up knows him or her, under every id.</summary>
internal sealed record KnownPerson(IReadOnlyList<string> Ids, string Name, IReadOnlyList<PersonalTie> Ties);

internal enum TieKind { NearRelative, Household, Interest }

/// <param name="Name">Of the relative, the housemate, the one with an interest.</param>
internal sealed record PersonalTie(TieKind Kind, string Name);
