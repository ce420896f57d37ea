namespace Platform.LoadTests.Load.Arrivals;

/// <summary>Who contacts, about what, and when. Used by one thread.</summary>
interface IDemand
{
    /// <summary>Nobody contacts any more.</summary>
    bool Over { get; }

    /// <summary>The next contact, where one is due.</summary>
    bool TryTake(out Wish wish);
}

/// <summary>A contact that somebody wants to make.</summary>
/// <param name="Person">Who.</param>
/// <param name="Matter">About what: an index of <c>Matter.All</c>.</param>
/// <param name="At">When they wanted to, in ticks of <see cref="System.Diagnostics.Stopwatch"/>: delays count from here.</param>
readonly record struct Wish(int Person, int Matter, long At);
