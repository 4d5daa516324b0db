using Triage.Api.Domain;

namespace Triage.Api.Http;

/// <summary>Time as the court's wall shows it: China Standard Time (UTC+8, no summer time).</summary>
internal static class CourtTime
{
    public static readonly TimeSpan Offset = ChinaTime.Offset;

    public static DateTimeOffset Now(this TimeProvider time) => time.GetUtcNow().ToOffset(Offset);

    public static DateOnly Today(this TimeProvider time) => DateOnly.FromDateTime(time.Now().DateTime);

    /// <summary>The clock of the door. Sessions, locks, one-time codes and the age of passwords are compared with browsers and telephones, which know nothing of a court's day that was moved.</summary>
    public static TimeProvider Unmoved(this TimeProvider time) => time is MovedClock moved ? moved.Real : time;

    /// <summary>The last moment of a day: a period that ends on it has not yet run out before.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue), Offset);
}

/// <summary>A clock moved to another day; it goes on from there. For demonstrations and acceptance runs (setting Clock:Today), never in production.</summary>
internal sealed class MovedClock(TimeProvider real, DateOnly today) : TimeProvider
{
    public TimeProvider Real => real;

    private readonly TimeSpan _shift = today.ToDateTime(TimeOnly.MinValue) - real.Today().ToDateTime(TimeOnly.MinValue);

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + _shift;
    public override TimeZoneInfo LocalTimeZone => real.LocalTimeZone;
    public override long GetTimestamp() => real.GetTimestamp();
    public override long TimestampFrequency => real.TimestampFrequency;
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => real.CreateTimer(callback, state, dueTime, period);
}
