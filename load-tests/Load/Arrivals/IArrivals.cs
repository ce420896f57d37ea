namespace Platform.LoadTests.Load.Arrivals;

/// <summary>The arrival process of a load: who contacts, about what, and when. Used by one thread.</summary>
interface IArrivals
{
    /// <summary>Nothing arrives any more.</summary>
    bool Ended { get; }

    /// <summary>Takes the next arrival, if one is due.</summary>
    bool TryNext(out Arrival arrival);
}

/// <summary>A contact that is due.</summary>
/// <param name="Person">Who contacts.</param>
/// <param name="Sample">About what: an index of <c>SampleContact.All</c>.</param>
/// <param name="DueAt">When it was due, in ticks of <see cref="System.Diagnostics.Stopwatch"/>: latencies count from here, so that there is no coordinated omission.</param>
readonly record struct Arrival(int Person, int Sample, long DueAt);
