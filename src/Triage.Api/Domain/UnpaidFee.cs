using System.Globalization;
using Triage.Api.Domain.Clocks;

namespace Triage.Api.Domain;

/// <summary>按撤诉处理 for want of the fee: only after the plaintiff was told to pay and the seven days have run out (诉讼费用交纳办法 22, 民诉法解释 213).</summary>
internal static class UnpaidFee
{
    private static readonly PartyRole[] WhoPays = [PartyRole.Plaintiff, PartyRole.Applicant];

    /// <summary>Null where the ruling may be made on its day, or where it says something else.</summary>
    public static Refusal? Refuse(CourtCase c, ClosureRecord closure, IReadOnlyList<ClockReading> clocks)
    {
        if (closure.Ground != DeemedWithdrawal.FeeUnpaid) return null;
        // What a defendant owes for a counterclaim ends the counterclaim, not the suit.
        var notices = clocks.Where(clock => clock.Rule.Span == Spans.Fee && c.Parties.Any(party => party.Name == clock.Span.Subject && WhoPays.Contains(party.Role))).ToList();
        if (notices.Count == 0)
            return Guards.ByStatute("没有通知原告交纳诉讼费用的记录，须先通知其预交", "Nobody has told the plaintiff to pay.", Statutes.FeeUnpaid);
        if (notices.FirstOrDefault(notice => notice.Ended) is { } paid)
            return Guards.ByStatute($"“{paid.Span.Subject}”已于{Day(paid.Span.EndedOn)}交纳诉讼费用或者获准减缓免，不能按撤诉处理", "The fee was paid or remitted.", Statutes.FeeUnpaid);
        foreach (var notice in notices)
        {
            if (notice.DueOn is not { } last)
                return notice.Refusal ?? Running(notice, "期限尚不能确定");
            if (closure.Document.MadeOn <= last)
                return Running(notice, $"“{notice.Span.Subject}”交纳诉讼费用的期限至{Day(last)}届满，{Day(last.AddDays(1))}起才能裁定按撤诉处理");
        }
        return null;
    }

    private static Refusal Running(ClockReading notice, string what) => Guards.ByStatute(what, "The time to pay the fee has not run out.", notice.Rule.Citation ?? Statutes.FeeInSevenDays);

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
