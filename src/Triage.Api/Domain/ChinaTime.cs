namespace Triage.Api.Domain;

/// <summary>What day and hour the court's wall shows at an instant: China Standard Time, UTC+8 without summer time.</summary>
internal static class ChinaTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateTimeOffset At(DateTimeOffset instant) => instant.ToOffset(Offset);

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(At(instant).DateTime);
}
