using System.Diagnostics;

namespace Platform.LoadTests.Load.Arrivals;

/// <summary>Somebody always waits to be next, until the time is over: the platform sets the pace.</summary>
/// <param name="draw">Who.</param>
/// <param name="until">In ticks of <see cref="Stopwatch"/>.</param>
sealed class ClosedDemand(Func<int> draw, long until) : IDemand
{
    /// <inheritdoc/>
    public bool Over => Stopwatch.GetTimestamp() >= until;

    /// <inheritdoc/>
    public bool TryTake(out Wish wish)
    {
        var now = Stopwatch.GetTimestamp();
        wish = now < until ? new(draw(), 0, now) : default;
        return now < until;
    }
}
