namespace Platform.Web.Telemetry;

/// <summary>The last ten readings of every tally, so that what is told is of the last seconds and not of all time.</summary>
sealed class SlidingWindow<TKey> where TKey : notnull
{
    const int Readings = 10;
    readonly Queue<Dictionary<TKey, RequestCounterReading>> _earlier = new();
    Dictionary<TKey, RequestCounterReading> _last = [], _before = [];

    /// <summary>All together since the reading before.</summary>
    public RequestCounterReading LastWhole { get; private set; } = RequestCounterReading.None;

    /// <summary>All together since ten readings ago.</summary>
    public RequestCounterReading Whole { get; private set; } = RequestCounterReading.None;

    /// <summary>Each that had something in that time.</summary>
    public IReadOnlyList<(TKey Key, RequestCounterReading Second, RequestCounterReading Whole)> Each { get; private set; } = [];

    public void Add(Dictionary<TKey, RequestCounterReading> reading)
    {
        (_before, _last) = (_last, reading);
        _earlier.Enqueue(_before);
        var first = _earlier.Count > Readings ? _earlier.Dequeue() : _earlier.Peek();
        Each = [.. reading
            .Where(one => one.Value.Answered > Of(first, one.Key).Answered)
            .Select(one => (one.Key, one.Value - Of(_before, one.Key), one.Value - Of(first, one.Key)))];
        LastWhole = Each.Aggregate(RequestCounterReading.None, (sum, one) => sum + one.Second);
        Whole = Each.Aggregate(RequestCounterReading.None, (sum, one) => sum + one.Whole);
    }

    static RequestCounterReading Of(Dictionary<TKey, RequestCounterReading> reading, TKey key) => reading.TryGetValue(key, out var known) ? known : RequestCounterReading.None;
}
