using System.Diagnostics;

namespace Platform.LoadTests.Load.Arrivals;

/// <summary>Closed loop: the next contact is always due, until the time is over; the platform sets the rate.</summary>
/// <param name="nextPerson">Draws who contacts.</param>
/// <param name="until">When it ends, in ticks of <see cref="Stopwatch"/>.</param>
sealed class ClosedLoopArrivals(Func<int> nextPerson, long until) : IArrivals
{
    public bool Ended => Stopwatch.GetTimestamp() >= until;

    public bool TryNext(out Arrival arrival)
    {
        var now = Stopwatch.GetTimestamp();
        arrival = now < until ? new(nextPerson(), 0, now) : default;
        return now < until;
    }
}
