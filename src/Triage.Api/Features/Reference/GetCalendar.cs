using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Api.Http;

namespace Triage.Api.Features.Reference;

/// <summary>Holidays and make-up working days (调休) of a year. A year that is not set up is not guessed.</summary>
internal static class GetCalendar
{
    public static Results<Ok<CalendarResponse>, Problem> Handle(int year, CalendarStore store) =>
        store.Calendar.Knows(year)
            ? TypedResults.Ok(new CalendarResponse(year, store.Calendar.Year(year)))
            : Problems.From(new Refusal(RefusalCodes.NotFound, $"尚未录入 {year} 年的工作日历。", $"The calendar of {year} has not been entered."));
}

internal sealed record CalendarResponse(int Year, IReadOnlyList<CalendarDay> Days);
