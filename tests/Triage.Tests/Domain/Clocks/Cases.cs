using System.Globalization;
using Triage.Api.Domain;
using Triage.Api.Domain.Clocks;
using Triage.Tests.Rules;

namespace Triage.Tests.Domain.Clocks;

/// <summary>Cases in the making and the clocks as shipped, for the tests of periods.</summary>
internal static class Cases
{
    public static ClockCatalogue Shipped => Books.Shipped.Clocks;

    /// <summary>2026 with its real holidays around October, 2027 announced only in part.</summary>
    public static readonly WorkingCalendar Calendar = new(
    [
        .. Holidays("2026-01-01", "2026-01-03", "元旦"), .. Holidays("2026-02-15", "2026-02-23", "春节"), .. Holidays("2026-10-01", "2026-10-07", "国庆节"),
        .. new[] { "2026-02-14", "2026-02-28", "2026-09-20", "2026-10-10" }.Select(day => new CalendarDay(On(day), DayMark.Workday, "调休上班", false, "test")),
        .. Holidays("2027-01-01", "2027-01-03", "元旦"),
    ]);

    public static CaseClocks Ours => new(Shipped, new CalendarRevisions(Calendar));

    public static DateOnly On(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static IEnumerable<CalendarDay> Holidays(string from, string to, string name)
    {
        for (var day = On(from); day <= On(to); day = day.AddDays(1)) yield return new(day, DayMark.Holiday, name, false, "test");
    }

    public static CourtCase Received(string on) => new()
    {
        Id = "case-1",
        State = CaseState.InTriage,
        Regime = "REGISTER_FIRST_2025",
        Tribunal = "dongzhuang",
        Channel = Channel.Counter,
        ReceivedOn = On(on),
        Parties = [new Party { Role = PartyRole.Plaintiff, Name = "李波" }, new Party { Role = PartyRole.Defendant, Name = "李强" }],
        Narrative = "借款三万元，写有借条，约定去年年底归还，至今未还。",
        CreatedAt = new DateTimeOffset(On(on), new TimeOnly(9, 0), TimeSpan.FromHours(8)),
    };

    public static CourtCase Filed(string on, Procedure procedure = Procedure.Simple) => Received(on) with
    {
        State = CaseState.InTrial,
        FiledOn = On(on),
        Procedure = procedure,
        Bench = Bench.Sole,
        Trial = new TrialRecord { AssignedOn = On(on) },
    };

    public static CourtCase Suspended(this CourtCase c, string ground, string from, string? to) =>
        c with { Trial = c.Trial! with { Suspensions = [.. c.Trial.Suspensions, new Suspension(ground, On(from), to is null ? null : On(to))] } };

    public static ClockReading Read(this CourtCase c, string clock) => Ours.Of(c).Single(reading => reading.Rule.Id == clock);
}
