namespace Platform.Silo.DemoData;

/// <summary>The public holidays of metropolitan France (Code du travail, article L3133-1), for a few years.</summary>
static class PublicHolidays
{
    const int From = 2025, To = 2032;

    public static IReadOnlyList<DateOnly> All { get; } = [.. Enumerable.Range(From, To - From + 1).SelectMany(Of)];

    static IEnumerable<DateOnly> Of(int year)
    {
        var easter = Easter(year);
        return
        [
            new(year, 1, 1), easter.AddDays(1), new(year, 5, 1), new(year, 5, 8), easter.AddDays(39), easter.AddDays(50),
            new(year, 7, 14), new(year, 8, 15), new(year, 11, 1), new(year, 11, 11), new(year, 12, 25),
        ];
    }

    // Gauss' rule, good from 1900 to 2099.
    static DateOnly Easter(int year)
    {
        var moon = (19 * (year % 19) + 24) % 30;
        var sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7;
        var days = moon + sunday - (moon == 29 && sunday == 6 || moon == 28 && sunday == 6 && year % 19 > 10 ? 7 : 0);
        return new DateOnly(year, 3, 22).AddDays(days);
    }
}
