namespace Triage.Api.Domain;

/// <summary>Who may not take a part in a case: a hard block, not a warning.</summary>
internal static class Conflicts
{
    /// <summary>Null where the person may serve in this part; else the article.</summary>
    /// <param name="person">Id in the court's set-up; null for somebody from outside.</param>
    /// <param name="kin">Names of near relatives, household and persons with a tie, as far as the court knows them.</param>
    /// <param name="mediatorName">Name of a mediator's id, so that one person under two roles (三合一) is found.</param>
    public static Refusal? Of(CourtCase c, string? person, string name, ParticipantRole part, IReadOnlyList<string> kin, Func<string, string?> mediatorName)
    {
        var mediators = c.Mediation?.Mediators(c.Mediator).ToArray() ?? [];
        if (mediators.Any(m => m == person || (person is null && mediatorName(m) is { } known && Same(known, name))))
            return Guards.ByStatute($"{name}调解过本案，不得再担任{part.Chinese()}", "A mediator of the case may take no later part in it.", Statutes.NoLaterRole);
        if (part is ParticipantRole.Assessor or ParticipantRole.Appraiser or ParticipantRole.Interpreter && Tie(c, name, kin) is { } party)
            return Guards.ByStatute($"{name}与当事人{party}是同一人或者有近亲属、利害关系，应当回避", "A tie to a party.", Statutes.JudicialTie);
        return c.Trial?.Participants.Any(p => p.As == part && (p.Person is not null ? p.Person == person : Same(p.Name, name))) == true
            ? Guards.Field("person", $"{name}已登记为{part.Chinese()}。")
            : null;
    }

    /// <summary>Whether a judge could be drawn: no mediator of the case, no party, nobody with a granted or pending recusal.</summary>
    public static string? AgainstJudge(CourtCase c, string person, string name) =>
        c.Mediation?.Mediators(c.Mediator).Contains(person) == true ? "调解过本案（特邀调解规定第16条）"
        : c.Parties.Any(p => Same(p.Name, name)) ? "与当事人同名，须先查明是否为同一人（民事诉讼法第47条）"
        : c.Trial?.Recusals.Any(r => r.Person == person && r.Bars) == true ? "已申请或者决定回避（民事诉讼法第47条、第48条）"
        : c.Trial?.Participants.Any(p => p.Person == person) == true ? "已担任本案其他诉讼参与人"
        : null;

    private static string? Tie(CourtCase c, string name, IReadOnlyList<string> kin) =>
        c.Parties.Select(p => p.Name).FirstOrDefault(party => Same(party, name) || kin.Any(k => Same(party, k)));

    private static bool Same(string one, string other) => Plain(one) == Plain(other);

    // Typed at a counter: full-width letters and blanks between the characters of a name are the same name.
    private static string Plain(string name) => string.Concat(name.Normalize(System.Text.NormalizationForm.FormKC).Where(letter => !char.IsWhiteSpace(letter)));
}
