using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Http;

namespace Triage.Api.Features.Deadlines;

/// <summary>The State Council's notice for a year is out: open clocks are counted again in the same transaction, clocks that have stopped stay as they were.</summary>
internal static class PutCalendar
{
    private const int MostDays = 200;

    public static async Task<Results<Ok<CalendarChange>, Problem>> Handle(int year, CalendarBody body, CurrentUser user, Database database, CalendarStore calendar, CaseStore store, AuditChain audit,
        TimeProvider time, CancellationToken ct)
    {
        var (days, refusal) = Read(year, body);
        if (refusal is not null)
            return Problems.From(refusal);
        var moved = await calendar.AnnounceAsync(database, year, days, user.UserName, time.Now(), async (unit, clocks) =>
        {
            var count = await DueDates.RecomputeAsync(unit, store, clocks);
            await audit.AppendAsync(unit, new HistoryEntry(time.Now(), user.UserName, Role.SystemAdmin, HistoryEvents.CalendarChanged) { Reason = $"{year}年工作日历：{days.Count}日，{count}件案件的届满日改变" });
            return count;
        }, ct);
        return TypedResults.Ok(new CalendarChange(year, calendar.Calendar.Year(year), calendar.Clocks.Calendars.Revision, moved));
    }

    private static (IReadOnlyList<CalendarDay> Days, Refusal? Refusal) Read(int year, CalendarBody body)
    {
        var fields = new FieldErrors();
        if (year is < 2000 or > 2100) fields.Add("year", "年份应在 2000 至 2100 之间。");
        if (body.Year is { } said && said != year) fields.Add("year", $"请求内容中的年份（{said}）与地址中的（{year}）不一致。");
        var given = body.Days ?? [];
        if (given.Count == 0) fields.Add("days", "请列明该年度的节假日和调休上班日。");
        if (given.Count > MostDays) fields.Add("days", $"不超过 {MostDays} 日。");
        var days = given.Select((day, index) => new CalendarDay(
            fields.Needed($"days[{index}].date", day.Date, "日期"), fields.Needed($"days[{index}].mark", day.Mark, "类别（holiday 或 workday）"),
            fields.Text($"days[{index}].name", day.Name, 50, "名称"), day.Provisional ?? false, fields.Optional($"days[{index}].source", day.Source ?? body.Source, 200, "依据") ?? "")).ToList();
        foreach (var (index, day) in days.Index().Where(pair => pair.Item.Date != default && pair.Item.Date.Year != year)) fields.Add($"days[{index}].date", $"{day.Date:yyyy-MM-dd} 不在 {year} 年。");
        foreach (var problem in WorkingCalendar.Problems(days)) fields.Add($"days[{problem.Index}].date", problem.Reason);
        return (days, fields.Refusal);
    }
}

/// <summary>The whole year: what is not listed is an ordinary day. What GET answers can be sent back.</summary>
/// <param name="Source">The notice, e.g. 国办发明电〔2026〕1号; for days that name none of their own.</param>
internal sealed record CalendarBody(IReadOnlyList<CalendarDayBody>? Days = null, int? Year = null, string? Source = null);

/// <param name="Mark">holiday, or workday for a weekend day that is worked.</param>
/// <param name="Provisional">True while the year's notice is not out.</param>
internal sealed record CalendarDayBody(DateOnly? Date = null, DayMark? Mark = null, string? Name = null, bool? Provisional = null, string? Source = null);

/// <param name="Revision">One more with every notice.</param>
/// <param name="Moved">How many open cases have another due date now.</param>
internal sealed record CalendarChange(int Year, IReadOnlyList<CalendarDay> Days, int Revision, int Moved);
