using Triage.Api.Domain.Clocks;

namespace Triage.Api.Domain;

internal enum AppealKind
{
    Judgment,
    Ruling,
    /// <summary>Final at first instance: small claims and special procedure (民诉法165, 185).</summary>
    Final,
    /// <summary>Effective on receipt: a mediation statement (民诉法100).</summary>
    Statement,
    /// <summary>A ruling that cannot be appealed, e.g. on withdrawal (民诉法157).</summary>
    NotAppealable,
}

/// <summary>When one party's time to appeal begins.</summary>
/// <param name="ServedOn">The day that counts as service on this party; null while it is not known, as for a letter whose receipt has not come back.</param>
/// <param name="Text">Which day that is, in words.</param>
internal sealed record AppealPeriod(string Party, AppealKind Kind, DateOnly? ServedOn, string Text, Citation Citation);

/// <summary>Who may appeal, from when, or why nobody may. Each party's time runs from its own service (解释244).</summary>
internal static class AppealPeriods
{
    public static readonly Citation Judgment = new("民事诉讼法", "2023", "171", "当事人不服地方人民法院第一审判决的，有权在判决书送达之日起十五日内向上一级人民法院提起上诉。");
    public static readonly Citation Ruling = new("民事诉讼法", "2023", "171", "当事人不服地方人民法院第一审裁定的，有权在裁定书送达之日起十日内向上一级人民法院提起上诉。");
    public static readonly Citation EachFromItsOwn = new("民事诉讼法解释", "2022", "244", "可以上诉的判决书、裁定书不能同时送达双方当事人的，上诉期从各自收到判决书、裁定书之日计算。");
    public static readonly Citation SmallClaimsFinal = new("民事诉讼法", "2023", "165", "适用小额诉讼的程序审理，实行一审终审。");
    public static readonly Citation SpecialFinal = new("民事诉讼法", "2023", "185", "依照本章程序审理的案件，实行一审终审。");
    public static readonly Citation StatementOnReceipt = new("民事诉讼法", "2023", "100", "调解书经双方当事人签收后，即具有法律效力。");
    public static readonly Citation AppealableRulings = new("民事诉讼法", "2023", "157", "对前款第一项至第三项裁定，可以上诉。");
    public static readonly Citation Announcement = new("民事诉讼法", "2023", "95", "自发出公告之日起，经过三十日，即视为送达。");
    public static readonly Citation ByPost = new("民事诉讼法", "2023", "91", "邮寄送达的，以回执上注明的收件日期为送达日期。");

    /// <summary>One for every party to whom the closing document goes; none while the case is open.</summary>
    public static IReadOnlyList<AppealPeriod> Of(CourtCase c, ClockCatalogue clocks)
    {
        if (c.Closure is not { } closure) return [];
        var (kind, citation) = KindOf(c, closure);
        var noticeDays = clocks.Limit(Limits.AnnouncementService);
        return [.. ClosingDate.MustBeServed(c, closure).Union(closure.Service.Select(service => service.Party))
            .Select(party => Period(party, kind, citation, [.. closure.Service.Where(service => service.Party == party)], noticeDays))];
    }

    public static (AppealKind Kind, Citation Citation) KindOf(CourtCase c, ClosureRecord closure)
    {
        if (closure.Mode == ClosureMode.MediationStatement) return (AppealKind.Statement, StatementOnReceipt);
        // Even a ruling of dismissal takes effect at once in small claims (解释277).
        if (c.Procedure == Procedure.SmallClaims) return (AppealKind.Final, SmallClaimsFinal);
        if (c.Procedure == Procedure.Special) return (AppealKind.Final, SpecialFinal);
        if (closure.Mode == ClosureMode.Judgment) return (AppealKind.Judgment, Judgment);
        return closure.Mode == ClosureMode.Dismissal || (closure.Mode != ClosureMode.Withdrawal && Appealable(closure.Document.Kind))
            ? (AppealKind.Ruling, Ruling)
            : (AppealKind.NotAppealable, AppealableRulings);
    }

    /// <summary>Whether an appeal may come in. Not where it is final at first instance, nor once every period is over: it would only be refused.</summary>
    public static bool MayCome(CourtCase c, DateOnly? effectiveOn) =>
        c.Closure is not { } closure || (effectiveOn is null && KindOf(c, closure).Kind is AppealKind.Judgment or AppealKind.Ruling);

    /// <summary>不予受理, 管辖权异议, 驳回起诉: the first three kinds of 民诉法157.</summary>
    private static bool Appealable(string documentKind) =>
        documentKind.Contains("不予受理", StringComparison.Ordinal) || documentKind.Contains("驳回起诉", StringComparison.Ordinal) || documentKind.Contains("管辖", StringComparison.Ordinal);

    /// <summary>The days on which a document reached those whom it has reached, each its own, and how it did.</summary>
    public static IEnumerable<(string Party, DateOnly On, string Text)> Received(IReadOnlyList<ServiceRecord> services, ClockCatalogue clocks)
    {
        var noticeDays = clocks.Limit(Limits.AnnouncementService);
        return services.Select(service => (Service: service, On: EffectiveOn(service, noticeDays))).Where(item => item.On is not null)
            .GroupBy(item => item.Service.Party, (party, reached) => reached.MinBy(item => item.On)).Select(first => (first.Service.Party, first.On!.Value, Text(first.Service, first.On, noticeDays)));
    }

    private static AppealPeriod Period(string party, AppealKind kind, Citation citation, IReadOnlyList<ServiceRecord> services, int noticeDays)
    {
        var known = services.Select(service => (Service: service, On: EffectiveOn(service, noticeDays))).ToList();
        // The document itself counts; a pronouncement only where nothing tells that the document came on another day.
        var best = known.Where(item => item.Service.Method != ServiceMethod.Pronounced).DefaultIfEmpty(known.FirstOrDefault()).MinBy(item => item.On ?? DateOnly.MaxValue);
        return best.Service is null
            ? new(party, kind, null, "尚无送达记录", citation)
            : new(party, kind, best.On, Text(best.Service, best.On, noticeDays), citation);
    }

    /// <summary>The day that counts as service of a document; null where the receipt of a letter has not come back.</summary>
    private static DateOnly? EffectiveOn(ServiceRecord service, int noticeDays) => service.Method switch
    {
        ServiceMethod.Post => service.ReceivedOn,
        ServiceMethod.Announcement => service.On.AddDays(noticeDays),
        ServiceMethod.InPerson or ServiceMethod.LeftAtDomicile or ServiceMethod.Electronic or ServiceMethod.ThroughUnit or ServiceMethod.Pronounced => service.On,
    };

    private static string Text(ServiceRecord service, DateOnly? on, int noticeDays) => service.Method switch
    {
        ServiceMethod.InPerson => $"{on:yyyy-MM-dd}直接送达签收",
        ServiceMethod.LeftAtDomicile => $"{on:yyyy-MM-dd}留置送达，即视为送达",
        ServiceMethod.Post => on is null ? $"{service.On:yyyy-MM-dd}交邮，回执尚未退回，送达日期未定" : $"邮寄送达，回执注明的收件日期为{on:yyyy-MM-dd}",
        ServiceMethod.Electronic => $"{on:yyyy-MM-dd}到达受送达人特定系统",
        ServiceMethod.ThroughUnit => $"{on:yyyy-MM-dd}经有关单位转交，送达回证签收",
        ServiceMethod.Announcement => $"{service.On:yyyy-MM-dd}公告，经过{noticeDays}日，{on:yyyy-MM-dd}视为送达",
        ServiceMethod.Pronounced => $"{on:yyyy-MM-dd}宣判并发给裁判文书",
    };
}
