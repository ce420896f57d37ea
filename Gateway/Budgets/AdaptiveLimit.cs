namespace Platform.Gateway.Budgets;

/// <summary>How many requests may be with the silos at once: more while answers come soon, fewer when they come late. Pure; one thread at a time.</summary>
/// <remarks>Additive increase, multiplicative decrease (Chiu and Jain 1989) on the mean delay. Where requests queue, fewer at once are answered
/// as many a second and sooner (Little's law), so the decrease stays; where each simply takes long, as with a slow database, the decrease
/// costs answers: then it is taken back and that delay is tolerated for a while. A fixed number would be wrong for one machine or the next.</remarks>
sealed class AdaptiveLimit(int least, int most)
{
    // Well below what a person notices as waiting, well above what a full machine needs to fill its batches.
    const double Tolerable = 0.100;
    const double LongestPause = 2;
    const double DeepestCut = 0.7, CostlyCut = 0.85, Forgetting = 0.98, InUse = 0.8;

    double _limit = Math.Min(most, Math.Max(least, 512));
    double _tolerated = Tolerable;
    double _judgeAt;
    Cut? _cut;

    public int Value => (int)_limit;

    /// <summary>Learns from a short time that has passed.</summary>
    /// <param name="now">In seconds, of any steady clock.</param>
    /// <param name="seen">What happened.</param>
    public void Update(double now, Sample seen)
    {
        if (now < _judgeAt)
            return;
        if (_cut is { } cut && seen.PerSecond < cut.PerSecond * CostlyCut)
        {
            (_limit, _tolerated, _cut) = (cut.Limit, Math.Max(_tolerated, 1.25 * cut.Delay), null);
            return;
        }
        _tolerated = Tolerable + ((_tolerated - Tolerable) * Forgetting);
        if (seen.Delay > _tolerated)
        {
            Shrink(now, seen);
            return;
        }
        _cut = null;
        if (seen.MostAtOnce >= _limit * InUse)
            _limit = Math.Min(most, _limit + Math.Max(4, _limit / 16));
    }

    void Shrink(double now, Sample seen)
    {
        var lower = Math.Max(least, _limit * Math.Max(DeepestCut, _tolerated / seen.Delay));
        // Where few are there at once, the limit is not what delays them.
        if (lower >= _limit || seen.MostAtOnce < _limit / 2)
            return;
        // Of several cuts in a row the first is what counts: many small ones could cost as much as a deep one.
        _cut ??= new(_limit, seen.PerSecond, seen.Delay);
        _limit = lower;
        // Until then answers come that queued before the cut.
        _judgeAt = now + Math.Min(2 * seen.Delay, LongestPause);
    }

    /// <summary>A time as it was.</summary>
    /// <param name="Delay">Of the answers, the mean, in seconds.</param>
    /// <param name="PerSecond">Answers.</param>
    /// <param name="MostAtOnce">With the silos.</param>
    public readonly record struct Sample(double Delay, double PerSecond, int MostAtOnce);

    sealed record Cut(double Limit, double PerSecond, double Delay);
}
