namespace Triage.Api.Court;

/// <summary>The cause table: every parent exists one level up and is in force as long as its child, and no two versions of a name are in force on one day.</summary>
internal static class CauseChecks
{
    public static void Check(IReadOnlyList<Parsed<Cause>> rows)
    {
        CourtSetupChecks.Unique(rows, "code", cause => cause.Code);
        var byCode = rows.GroupBy(row => row.Value.Code, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Value);
        foreach (var (row, cause) in rows)
        {
            CourtSetupChecks.Known(row, "family", [cause.Family], Families.Names.Keys, "纠纷大类");
            if (cause.ValidTo < cause.ValidFrom) row.Fail("valid_to", "失效日早于生效日");
            if (cause.ReplacedBy is not null && !byCode.ContainsKey(cause.ReplacedBy)) row.Fail("replaced_by", $"没有案由“{cause.ReplacedBy}”");
            if (cause.ReplacedBy is not null && cause.ValidTo is null) row.Fail("replaced_by", "已被替代的案由须写明失效日");
            CheckParent(row, cause, byCode);
        }
        CheckOverlaps(rows);
    }

    private static void CheckParent(CsvRow row, Cause cause, Dictionary<string, Cause> byCode)
    {
        if (cause.Parent is null) return;
        if (!byCode.TryGetValue(cause.Parent, out var parent)) row.Fail("parent", $"没有上级案由“{cause.Parent}”");
        else if (parent.Level >= cause.Level) row.Fail("level", $"应低于上级案由“{parent.Name}”的级别");
        else if (cause.ValidFrom < parent.ValidFrom || (parent.ValidTo ?? DateOnly.MaxValue) < (cause.ValidTo ?? DateOnly.MaxValue))
            row.Fail("valid_from", $"有效期间超出上级案由“{parent.Name}”");
    }

    private static void CheckOverlaps(IReadOnlyList<Parsed<Cause>> rows)
    {
        foreach (var group in rows.Where(row => row.Value.Name.Length > 0).GroupBy(row => (row.Value.Name, row.Value.Level)))
        {
            var versions = group.OrderBy(row => row.Value.ValidFrom).ToList();
            foreach (var (earlier, later) in versions.Zip(versions.Skip(1)))
                if (earlier.Value.ValidTo is null || later.Value.ValidFrom <= earlier.Value.ValidTo)
                    later.Row.Fail("valid_from", $"与第{earlier.Row.Line}行“{group.Key.Name}”的有效期间重叠");
        }
    }
}
