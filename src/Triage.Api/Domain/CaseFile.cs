namespace Triage.Api.Domain;

/// <summary>Which cases a paper belongs to.</summary>
internal enum PaperScope { All, Proxied, ReferredOut, Mediated, Agreed, Confirmed, Tried, Judged, SmallClaims }

/// <summary>What in the record of a case shows that the paper is there; Attested: only the person who archives can say.</summary>
internal enum PaperEvidence { Narrative, Proxy, Referral, MediationRecord, Agreement, Confirmation, Document, Service, Attested }

internal sealed record Paper(string Id, string Name, PaperScope Of, PaperEvidence ShownBy);

/// <summary>卷宗: what must lie in the file before it is archived (解释 263, 人民调解法 27). The list is data; this reads a case against it.</summary>
internal static class CaseFile
{
    /// <summary>What the file holds, what is missing and blocks, and what nobody has attested and is noted.</summary>
    public static (IReadOnlyList<string> Held, IReadOnlyList<string> Missing, IReadOnlyList<string> NotAttested) Check(CourtCase c, IReadOnlyList<Paper> papers, IReadOnlyCollection<string> attested)
    {
        var due = papers.Where(p => Belongs(c, p.Of)).ToArray();
        return ([.. due.Where(p => Shown(c, p.ShownBy) || attested.Contains(p.Id)).Select(p => p.Name)],
            [.. due.Where(p => p.ShownBy != PaperEvidence.Attested && !Shown(c, p.ShownBy)).Select(p => p.Name)],
            [.. due.Where(p => p.ShownBy == PaperEvidence.Attested && !attested.Contains(p.Id)).Select(p => p.Name)]);
    }

    private static bool Belongs(CourtCase c, PaperScope scope) => scope switch
    {
        PaperScope.All => true,
        PaperScope.Proxied => c.FiledByProxy is not null,
        PaperScope.ReferredOut => c.Referral is not null,
        PaperScope.Mediated => c.Mediation?.StartedOn is not null,
        PaperScope.Agreed => c.Mediation?.Outcome == MediationOutcome.Agreed,
        PaperScope.Confirmed => c.Confirmation?.Decision == ConfirmationDecision.Confirmed,
        PaperScope.Tried => c.Closure is not null,
        PaperScope.Judged => c.Closure?.Mode == ClosureMode.Judgment,
        PaperScope.SmallClaims => c.Closure is not null && c.Procedure == Procedure.SmallClaims,
    };

    private static bool Shown(CourtCase c, PaperEvidence evidence) => evidence switch
    {
        PaperEvidence.Narrative => c.Narrative.Length > 0,
        PaperEvidence.Proxy => c.FiledByProxy?.Authority is { Length: > 0 },
        PaperEvidence.Referral => c.Referral is not null,
        PaperEvidence.MediationRecord => c.Mediation is { Sessions.Count: > 0 } or { Outcome: not null } or { Reason: not null },
        PaperEvidence.Agreement => c.Mediation?.Agreement is not null,
        PaperEvidence.Confirmation => c.Confirmation?.DecidedOn is not null,
        PaperEvidence.Document => c.Closure?.Document is not null,
        PaperEvidence.Service => c.Closure is { Service.Count: > 0 },
        PaperEvidence.Attested => false,
    };
}
