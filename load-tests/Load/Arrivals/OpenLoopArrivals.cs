using System.Diagnostics;

namespace Platform.LoadTests.Load.Arrivals;

/// <summary>Open loop: a fixed rate with Poisson arrivals, whatever becomes of the contacts before, as people who call do not wait for each other.</summary>
/// <param name="nextPerson">Draws who contacts.</param>
/// <param name="perSecond">The mean rate.</param>
/// <param name="random">Draws the intervals.</param>
/// <param name="from">When it begins, in ticks of <see cref="Stopwatch"/>.</param>
/// <param name="until">When it ends.</param>
sealed class OpenLoopArrivals(Func<int> nextPerson, double perSecond, Random random, long from, long until) : IArrivals
{
    long next = from;

    public bool Ended => next >= until;

    public bool TryNext(out Arrival arrival)
    {
        arrival = default;
        if (next >= until || next > Stopwatch.GetTimestamp()) return false;
        arrival = new(nextPerson(), 0, next);
        next += (long)(-Math.Log(1 - random.NextDouble()) / perSecond * Stopwatch.Frequency);
        return true;
    }
}
