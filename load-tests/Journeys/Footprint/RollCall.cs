using System.Diagnostics;
using Platform.LoadTests.Load.Arrivals;

namespace Platform.LoadTests.Journeys.Footprint;

/// <summary>Everybody contacts once, one after the other.</summary>
/// <param name="first">The first of them.</param>
/// <param name="people">How many.</param>
sealed class RollCall(int first, int people) : IDemand
{
    int called;

    /// <inheritdoc/>
    public bool Over => called == people;

    /// <inheritdoc/>
    public bool TryTake(out Wish wish)
    {
        wish = Over ? default : new(first + called, 0, Stopwatch.GetTimestamp());
        if (Over) return false;
        called++;
        return true;
    }
}
