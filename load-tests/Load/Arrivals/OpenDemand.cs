using System.Diagnostics;

namespace Platform.LoadTests.Load.Arrivals;

/// <summary>So many a second, whatever becomes of those before: nobody waits for anybody, as people who call do not.</summary>
/// <param name="draw">Who.</param>
/// <param name="perSecond">How many, at random distances (Poisson).</param>
/// <param name="chance">Of the distances.</param>
/// <param name="from">When it begins, in ticks of <see cref="Stopwatch"/>.</param>
/// <param name="until">When it ends.</param>
sealed class OpenDemand(Func<int> draw, double perSecond, Random chance, long from, long until) : IDemand
{
    long next = from;

    /// <inheritdoc/>
    public bool Over => next >= until;

    /// <inheritdoc/>
    public bool TryTake(out Wish wish)
    {
        wish = default;
        if (next >= until || next > Stopwatch.GetTimestamp()) return false;
        wish = new(draw(), 0, next);
        next += (long)(-Math.Log(1 - chance.NextDouble()) / perSecond * Stopwatch.Frequency);
        return true;
    }
}
