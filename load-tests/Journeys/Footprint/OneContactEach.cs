using System.Diagnostics;
using Platform.LoadTests.Load.Arrivals;

namespace Platform.LoadTests.Journeys.Footprint;

/// <summary>Each person contacts once, one after the other, in a closed loop.</summary>
/// <param name="first">The number of the first person.</param>
/// <param name="people">How many people.</param>
sealed class OneContactEach(int first, int people) : IArrivals
{
    int sent;

    public bool Ended => sent == people;

    public bool TryNext(out Arrival arrival)
    {
        arrival = Ended ? default : new(first + sent, 0, Stopwatch.GetTimestamp());
        if (Ended) return false;
        sent++;
        return true;
    }
}
