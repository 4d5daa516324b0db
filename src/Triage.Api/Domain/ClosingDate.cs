namespace Triage.Api.Domain;

/// <summary>One party's part in the closing date.</summary>
internal sealed record ClosingStep(string Party, DateOnly On, string Text, Citation Citation);

/// <param name="On">Null where a party has not been served.</param>
internal sealed record ClosingDay(DateOnly? On, IReadOnlyList<ClosingStep> Steps, IReadOnlyList<string> NotServed);

/// <summary>结案时间: the day that the law calls the end of the case, by the way each party was served (审理期限规定 10). Computed, never typed.</summary>
internal static class ClosingDate
{
    public static readonly Citation LastParty = new("审理期限规定", "2000", "10", "人民法院判决书宣判、裁定书宣告或者调解书送达最后一名当事人的日期为结案时间。");
    public static readonly Citation LeftAtDomicile = new("审理期限规定", "2000", "10", "（一）留置送达的，以裁判文书留在受送达人的住所日为结案时间；");
    public static readonly Citation Announcement = new("审理期限规定", "2000", "10", "（二）公告送达的，以公告刊登之日为结案时间；");
    public static readonly Citation Post = new("审理期限规定", "2000", "10", "（三）邮寄送达的，以交邮日期为结案时间；");
    public static readonly Citation ThroughUnit = new("审理期限规定", "2000", "10", "（四）通过有关单位转交送达的，以送达回证上当事人签收的日期为结案时间。");
    public static readonly Citation StatementInPerson = new("民事诉讼法解释", "2022", "133", "调解书应当直接送达当事人本人，不适用留置送达。");
    public static readonly Citation StatementSigned = new("民事诉讼法", "2023", "100", "调解书经双方当事人签收后，即具有法律效力。");
    public static readonly Citation NoAnnouncementWhenSimple = new("延长审限规定", "2019", "4", "适用简易程序的案件，不适用公告送达。");

    /// <summary>A judgment, a dismissal and a statement go to everybody; a ruling on the plaintiff's own step may have met no opponent yet.</summary>
    public static IReadOnlyList<string> MustBeServed(CourtCase c, ClosureRecord closure) => [.. c.Parties
        .Where(party => closure.Mode is ClosureMode.Judgment or ClosureMode.Dismissal or ClosureMode.MediationStatement || party.Role is PartyRole.Plaintiff or PartyRole.Applicant)
        .Select(party => party.Name).Distinct()];

    /// <summary>The latest of the days on which each party was reached.</summary>
    public static ClosingDay Of(ClosureRecord closure, IEnumerable<string> parties)
    {
        var steps = new List<ClosingStep>();
        var missing = new List<string>();
        foreach (var party in parties.Union(closure.Service.Select(service => service.Party)))
        {
            var services = closure.Service.Where(service => service.Party == party).ToList();
            // For a judgment or ruling the pronouncement closes, whenever the paper follows.
            var chosen = services.FirstOrDefault(service => service.Method == ServiceMethod.Pronounced) ?? services.MinBy(service => service.On);
            if (chosen is null) missing.Add(party);
            else steps.Add(Step(chosen));
        }
        return new(missing.Count == 0 && steps.Count > 0 ? steps.Max(step => step.On) : null, steps, missing);
    }

    /// <summary>A way of service that the law does not allow for this document; null where all are allowed.</summary>
    public static Refusal? Refuse(ClosureRecord closure, Procedure? procedure)
    {
        foreach (var service in closure.Service)
        {
            if (closure.Mode == ClosureMode.MediationStatement && service.Method == ServiceMethod.LeftAtDomicile)
                return Forbidden($"调解书不能留置送达“{service.Party}”。", "A mediation statement cannot be left at the domicile.", StatementInPerson);
            if (closure.Mode == ClosureMode.MediationStatement && service.Method is ServiceMethod.Announcement or ServiceMethod.Pronounced)
                return Forbidden($"调解书须由“{service.Party}”签收，不能公告或者以宣告代替。", "A mediation statement must be signed for.", StatementSigned);
            if (service.Method == ServiceMethod.Announcement && procedure is Procedure.Simple or Procedure.SmallClaims)
                return Forbidden("简易程序（含小额诉讼）不适用公告送达；须先裁定转为普通程序。", "No service by public notice in simple procedure; convert first.", NoAnnouncementWhenSimple);
        }
        return null;
    }

    private static Refusal Forbidden(string detail, string detailEn, Citation citation) => new(RefusalCodes.ForbiddenByStatute, detail, detailEn) { Citation = citation };

    private static ClosingStep Step(ServiceRecord service) => service.Method switch
    {
        ServiceMethod.LeftAtDomicile => new(service.Party, service.On, "留置送达，以文书留在住所之日计", LeftAtDomicile),
        ServiceMethod.Announcement => new(service.Party, service.On, "公告送达，以公告刊登之日计", Announcement),
        ServiceMethod.Post => new(service.Party, service.On, "邮寄送达，以交邮日期计", Post),
        ServiceMethod.ThroughUnit => new(service.Party, service.On, "转交送达，以送达回证签收日期计", ThroughUnit),
        ServiceMethod.Pronounced => new(service.Party, service.On, "以宣判（宣告）之日计", LastParty),
        ServiceMethod.InPerson or ServiceMethod.Electronic => new(service.Party, service.On, "以送达之日计", LastParty),
    };
}
