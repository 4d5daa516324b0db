using System.Globalization;

namespace Triage.Api.Domain;

/// <summary>What the steps have in common: saying no with an article, and days that cannot be.</summary>
internal static class Guards
{
    /// <param name="what">The reason, as a clerk says it, without the article.</param>
    public static Refusal ByStatute(string what, string whatEn, Citation citation) =>
        new(RefusalCodes.ForbiddenByStatute, $"{what}（{citation.Law}第{citation.Article}条）。", $"{whatEn} ({citation.Law} {citation.Version}, article {citation.Article})") { Citation = citation };

    public static Refusal ByStatute(string what, string whatEn, GateRecord gate) =>
        new(RefusalCodes.ForbiddenByStatute, $"{what}：{gate.Summary}（{gate.Citation.Law}第{gate.Citation.Article}条）", $"{whatEn} ({gate.Citation.Law} {gate.Citation.Version}, article {gate.Citation.Article})")
        { Citation = gate.Citation };

    public static Refusal Field(string path, string reason) =>
        new(RefusalCodes.FieldInvalid, reason, $"'{path}' is not as it must be.") { Errors = new Dictionary<string, string[]> { [path] = [reason] } };

    /// <summary>Null where the day is neither before <paramref name="earliest"/> nor in the future.</summary>
    /// <param name="since">What happened on the earliest day, e.g. 立案日.</param>
    public static Refusal? Day(string path, DateOnly day, DateOnly? earliest, DateOnly today, string since) =>
        day > today ? Field(path, string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} 尚未到来，今日为 {today:yyyy-MM-dd}。"))
        : day < earliest ? Field(path, string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} 早于{since}（{earliest:yyyy-MM-dd}）。"))
        : null;

    /// <summary>The gate with this effect that fires on the facts as they are now.</summary>
    public static GateRecord? Gate(CourtCase c, string effect) => c.Gates.FirstOrDefault(g => g.Effect == effect);

    /// <summary>Null where procedure and bench are lawful on the facts as they are now; else what must be converted first.</summary>
    public static Refusal? UnlawfulTrial(CourtCase c) => UnlawfulTrial(c, c.Procedure, c.Bench);

    public static Refusal? UnlawfulTrial(CourtCase c, Procedure? procedure, Bench? bench) =>
        procedure == Procedure.SmallClaims && Gate(c, "forbids small_claims") is { } small ? ByStatute("本案不得适用小额诉讼程序，须先转换程序", "Not by small claims: convert first.", small)
        : procedure is Procedure.SmallClaims or Procedure.Simple && Gate(c, "forbids simple") is { } simple ? ByStatute("本案不得适用简易程序，须先裁定转为普通程序", "Not by the simple procedure: convert first.", simple)
        : bench == Bench.Sole && Gate(c, "forbids sole") is { } sole ? ByStatute("本案不得由审判员一人独任审理，须先组成合议庭", "Not by a sole judge: form a panel first.", sole)
        : null;
}
