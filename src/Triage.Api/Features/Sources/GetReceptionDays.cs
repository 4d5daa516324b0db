using Microsoft.AspNetCore.Http.HttpResults;
using Triage.Api.Court;
using Triage.Api.Data;
using Triage.Api.Domain;
using Triage.Api.Http;

namespace Triage.Api.Features.Sources;

/// <summary>When judges receive the public in the villages (民情日、群众接待日): a day that is not worked moves to the next working day.</summary>
internal static class GetReceptionDays
{
    private const int MostDays = 366;

    public static Results<Ok<ReceptionDaysResponse>, Problem> Handle(CourtSetup court, CalendarStore calendar, TimeProvider time, DateOnly? from = null, DateOnly? to = null, string? tribunal = null)
    {
        var first = from ?? time.Today();
        var last = to ?? first.AddDays(30);
        if (last < first || last.DayNumber - first.DayNumber > MostDays)
            return Problems.From(new Refusal(RefusalCodes.BadQuery, $"to 应不早于 from，且相距不超过 {MostDays} 日。", "'to' must follow 'from' within a year.")
            { Errors = new Dictionary<string, string[]> { ["to"] = ["日期范围不正确。"] } });
        List<ReceptionDay> days = [];
        foreach (var station in court.Stations.Where(s => tribunal is null || s.Tribunal == tribunal))
            for (var month = new DateOnly(first.Year, first.Month, 1); month <= last; month = month.AddMonths(1))
                foreach (var day in station.ReceptionDays.Where(d => d <= DateTime.DaysInMonth(month.Year, month.Month)))
                {
                    var planned = month.AddDays(day - 1);
                    var held = calendar.Calendar.RollForward(planned);
                    if ((held ?? planned) >= first && (held ?? planned) <= last)
                        days.Add(new ReceptionDay(station.Id, station.Name, station.Tribunal, planned, held));
                }
        return TypedResults.Ok(new ReceptionDaysResponse(first, last, [.. days.OrderBy(d => d.HeldOn ?? d.PlannedOn).ThenBy(d => d.Station, StringComparer.Ordinal)]));
    }
}

internal sealed record ReceptionDaysResponse(DateOnly From, DateOnly To, IReadOnlyList<ReceptionDay> Items);

/// <param name="HeldOn">Null where the calendar of that year is not set up.</param>
internal sealed record ReceptionDay(string Station, string Name, string Tribunal, DateOnly PlannedOn, DateOnly? HeldOn);
