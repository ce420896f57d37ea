namespace Platform.Web.Telemetry;

/// <summary>The last ten readings of every tally, so that what is told is of the last seconds and not of all time.</summary>
sealed class Window<TKey> where TKey : notnull
{
    const int Readings = 10;
    readonly Queue<Dictionary<TKey, TallyReading>> _earlier = new();
    Dictionary<TKey, TallyReading> _last = [], _before = [];

    /// <summary>All together since the reading before.</summary>
    public TallyReading LastWhole { get; private set; } = TallyReading.None;

    /// <summary>All together since ten readings ago.</summary>
    public TallyReading Whole { get; private set; } = TallyReading.None;

    /// <summary>Each that had something in that time.</summary>
    public IReadOnlyList<(TKey Key, TallyReading Second, TallyReading Whole)> Each { get; private set; } = [];

    public void Add(Dictionary<TKey, TallyReading> reading)
    {
        (_before, _last) = (_last, reading);
        _earlier.Enqueue(_before);
        var first = _earlier.Count > Readings ? _earlier.Dequeue() : _earlier.Peek();
        Each = [.. reading
            .Where(one => one.Value.Answered > Of(first, one.Key).Answered)
            .Select(one => (one.Key, one.Value - Of(_before, one.Key), one.Value - Of(first, one.Key)))];
        LastWhole = Each.Aggregate(TallyReading.None, (sum, one) => sum + one.Second);
        Whole = Each.Aggregate(TallyReading.None, (sum, one) => sum + one.Whole);
    }

    static TallyReading Of(Dictionary<TKey, TallyReading> reading, TKey key) => reading.TryGetValue(key, out var known) ? known : TallyReading.None;
}
