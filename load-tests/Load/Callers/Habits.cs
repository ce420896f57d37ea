namespace Platform.LoadTests.Load.Callers;

/// <summary>How people call.</summary>
/// <param name="FirstPerson">The number of the first of them: a multiple of the number of tenants, so that a third lives in each.</param>
/// <param name="People">How many.</param>
sealed record Habits(int FirstPerson, int People)
{
    /// <summary>Between an answer and the next call, on average.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>How many copies of each contact are sent besides it, on average: half of them at once, half late.</summary>
    public double Copies { get; init; } = 0.1;

    /// <summary>How late a late copy is at most.</summary>
    public TimeSpan Late { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Every so many calls are a read of the own history.</summary>
    public int ReadEvery { get; init; } = 6;
}
