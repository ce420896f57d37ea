namespace Platform.LoadTests.Journeys.Crisis;

/// <summary>An hour of a day: how many contact, of which authority, and by which way.</summary>
/// <param name="Share">Of the day's contacts.</param>
/// <param name="Tenants">The weight of each authority.</param>
/// <param name="Matters">The weight of each <c>Matter</c>.</param>
sealed record Hour(double Share, double[] Tenants, double[] Matters)
{
    // Invented, in the shape that call centres publish: two humps on a working day, the phone while desks are open, the web beside it.
    static readonly double[] Usual = [.2, .1, .1, .1, .2, .5, 1.2, 3, 7, 10.5, 11.5, 10, 6.5, 6, 8.5, 9.5, 8.5, 6.5, 4, 2.5, 1.6, 1.1, .6, .3];
    static readonly double[] Flood = [1, 1, 1.5, 2, 3, 4.5, 6, 8, 8.5, 8, 7, 6.5, 5.5, 5, 5, 5, 5, 4.5, 4, 3.5, 2.5, 1.5, 1, .5];

    /// <summary>A day like others, hour by hour.</summary>
    public static IReadOnlyList<Hour> OfAUsualDay { get; } = Day(Usual, [3, 5, 2], [45, 26, 17, 8, 3, 1], [8, 55, 30, 0, 5, 2]);

    /// <summary>The day of the flood: from the middle of the night on, one authority more than the others, calls and short messages.</summary>
    public static IReadOnlyList<Hour> OfTheCrisis { get; } = Day(Flood, [5, 3, 2], [52, 14, 6, 3, 19, 6], [38, 15, 5, 0, 32, 10]);

    static Hour[] Day(double[] shares, double[] tenants, double[] open, double[] closed) =>
        [.. shares.Select((share, hour) => new Hour(share / shares.Sum(), tenants, hour is >= 8 and < 18 ? open : closed))];
}
