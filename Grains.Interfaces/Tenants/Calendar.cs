using Platform.Grains.Interfaces.Services;

namespace Platform.Grains.Interfaces.Tenants;

/// <summary>When an authority works.</summary>
/// <param name="TimeZone">IANA name: <c>Europe/Paris</c>.</param>
/// <param name="Hours">Phone hours (F2: Monday to Friday, 8 to 19 h, by default).</param>
/// <param name="Closed">Days on which it is closed: public holidays and its own.</param>
[GenerateSerializer, Immutable, Alias("calendar")]
public sealed record Calendar(
    [property: Id(0)] string TimeZone, [property: Id(1)] IReadOnlyList<OpeningHours> Hours, [property: Id(2)] IReadOnlyList<DateOnly> Closed)
{
    /// <summary>Monday to Friday, 8 to 19 h, in metropolitan France, with no closed day.</summary>
    public static Calendar Default { get; } = new(
        "Europe/Paris",
        [.. Enumerable.Range(1, 5).Select(day => new OpeningHours((DayOfWeek)day, new(8, 0), new(19, 0)))],
        []);
}
