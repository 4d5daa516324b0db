namespace Triage.Api.Domain;

/// <summary>Flags that come from looking at other cases, or from a step that was taken late, not from the facts of this one: triage of this case alone neither raises nor lowers them.</summary>
internal static class CaseFlags
{
    public const string ManySimilarClaims = "many_similar_claims";
    public const string ManyAgainstOne = "many_against_one";
    /// <summary>Filed by word of mouth, and nobody has said that the record was read back and signed.</summary>
    public const string OralRecordMissing = "oral_record_missing";
    public const string LikeEarlierCase = "like_earlier_case";
    public const string SuperiorReplyLate = "superior_reply_late";

    /// <summary>What triage says now, with what was seen at receipt.</summary>
    public static IReadOnlyList<CaseFlag> Keep(IReadOnlyList<CaseFlag> before, IReadOnlyList<CaseFlag> now) =>
        before.Any(IsScreen) ? [.. now, .. before.Where(f => IsScreen(f) && now.All(n => n.Flag != f.Flag))] : now;

    private static bool IsScreen(CaseFlag flag) => flag.Flag is ManySimilarClaims or ManyAgainstOne or LikeEarlierCase or OralRecordMissing or SuperiorReplyLate;
}
