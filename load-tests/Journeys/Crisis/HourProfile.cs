namespace Platform.LoadTests.Journeys.Crisis;

/// <summary>An hour of a day: how many contact, and the weights of tenants and samples.</summary>
/// <param name="Share">Its share of the day's contacts.</param>
/// <param name="Tenants">The weight of each tenant.</param>
/// <param name="Samples">The weight of each <c>SampleContact</c>.</param>
sealed record HourProfile(double Share, double[] Tenants, double[] Samples)
{
    // Invented, in the shape that call centres publish: two peaks on a working day, the phone during opening hours, the web beside it.
    static readonly double[] UsualShares = [.2, .1, .1, .1, .2, .5, 1.2, 3, 7, 10.5, 11.5, 10, 6.5, 6, 8.5, 9.5, 8.5, 6.5, 4, 2.5, 1.6, 1.1, .6, .3];
    static readonly double[] FloodShares = [1, 1, 1.5, 2, 3, 4.5, 6, 8, 8.5, 8, 7, 6.5, 5.5, 5, 5, 5, 5, 4.5, 4, 3.5, 2.5, 1.5, 1, .5];

    /// <summary>An ordinary day.</summary>
    public static IReadOnlyList<HourProfile> UsualDay { get; } = Day(UsualShares, [3, 5, 2], [45, 26, 17, 8, 3, 1], [8, 55, 30, 0, 5, 2]);

    /// <summary>The day of a flood: from the middle of the night on, one tenant more than the others, phone calls and short messages.</summary>
    public static IReadOnlyList<HourProfile> CrisisDay { get; } = Day(FloodShares, [5, 3, 2], [52, 14, 6, 3, 19, 6], [38, 15, 5, 0, 32, 10]);

    static HourProfile[] Day(double[] shares, double[] tenants, double[] open, double[] closed) =>
        [.. shares.Select((share, hour) => new HourProfile(share / shares.Sum(), tenants, hour is >= 8 and < 18 ? open : closed))];
}
