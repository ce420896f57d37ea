namespace Platform.LoadTests.Load.Callers;

/// <summary>How callers behave.</summary>
/// <param name="FirstPerson">The number of the first of them: a multiple of the number of tenants, so that a third belongs to each.</param>
/// <param name="People">How many callers.</param>
sealed record CallerProfile(int FirstPerson, int People)
{
    /// <summary>Mean time between a response and the next call.</summary>
    public TimeSpan ThinkTime { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>Mean number of duplicates of each contact: half of them sent at once, half late.</summary>
    public double DuplicatesPerContact { get; init; } = 0.1;

    /// <summary>How late a late duplicate is at most.</summary>
    public TimeSpan MaxDuplicateDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>One of so many calls is a read of the caller's own history.</summary>
    public int ReadEvery { get; init; } = 6;
}
