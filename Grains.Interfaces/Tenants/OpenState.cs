using Platform.Grains.Interfaces.Services;

namespace Platform.Grains.Interfaces.Tenants;

/// <summary>Whether something is open at a moment, and what comes next, by the town's own calendar and clock.</summary>
/// <param name="Open">Open now.</param>
/// <param name="Until">When it closes today; null where it is closed.</param>
/// <param name="NextDay">The next day it opens; null where it is open, or does not open within two weeks.</param>
/// <param name="NextFrom">When it opens that day.</param>
/// <param name="Today">The town's day.</param>
public sealed record OpenState(bool Open, TimeOnly? Until, DateOnly? NextDay, TimeOnly? NextFrom, DateOnly Today)
{
    const int Foresight = 14;

    /// <summary>The state at a moment.</summary>
    /// <param name="hours">Of a week; a day may have several spans.</param>
    /// <param name="calendar">The closed days and the time zone of the town.</param>
    /// <param name="now">The moment.</param>
    public static OpenState At(IReadOnlyList<OpeningHours> hours, Calendar calendar, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone));
        var (today, time) = (DateOnly.FromDateTime(local.DateTime), TimeOnly.FromDateTime(local.DateTime));
        if (On(hours, calendar, today).FirstOrDefault(span => span.From <= time && time < span.To) is { } current)
            return new(true, current.To, null, null, today);
        for (var days = 0; days <= Foresight; days++)
            if (On(hours, calendar, today.AddDays(days)).FirstOrDefault(span => days > 0 || span.From > time) is { } next)
                return new(false, null, today.AddDays(days), next.From, today);
        return new(false, null, null, null, today);
    }

    static IEnumerable<OpeningHours> On(IReadOnlyList<OpeningHours> hours, Calendar calendar, DateOnly day) =>
        calendar.Closed.Contains(day) ? [] : hours.Where(span => span.Day == day.DayOfWeek).OrderBy(span => span.From);
}
