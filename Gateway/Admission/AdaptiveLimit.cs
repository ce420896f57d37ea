namespace Platform.Gateway.Admission;

/// <summary>Adaptive concurrency limit: how many requests may be in flight to the silos, raised while latency is low and lowered when it rises.
/// Pure; not thread-safe.</summary>
/// <remarks>Additive increase, multiplicative decrease (Chiu and Jain 1989) on the mean latency. Where requests queue, fewer in flight are
/// answered at the same rate and sooner (Little's law), so the decrease stays. Where each simply takes long, as with a slow database, the
/// decrease costs throughput: then it is rolled back and that latency is tolerated for a while. A fixed number would be wrong for one machine
/// or the next.</remarks>
sealed class AdaptiveLimit(int least, int most)
{
    // In seconds: well below what a person notices as waiting, well above what a full machine needs to fill its batches.
    const double TolerableLatency = 0.100;
    const double LongestCooldown = 2;
    const double DeepestCut = 0.7, ThroughputLoss = 0.85, ToleranceDecay = 0.98, UtilizationToGrow = 0.8;

    double _limit = Math.Min(most, Math.Max(least, 512));
    double _toleratedLatency = TolerableLatency;
    double _cooldownUntil;
    Cut? _cut;

    public int Value => (int)_limit;

    /// <summary>Adjusts the limit to what was measured in a short interval.</summary>
    /// <param name="now">In seconds, of any monotonic clock.</param>
    /// <param name="sample">The measurement.</param>
    public void Update(double now, Sample sample)
    {
        if (now < _cooldownUntil)
            return;
        if (_cut is { } cut && sample.Throughput < cut.Throughput * ThroughputLoss)
        {
            (_limit, _toleratedLatency, _cut) = (cut.Limit, Math.Max(_toleratedLatency, 1.25 * cut.Latency), null);
            return;
        }
        _toleratedLatency = TolerableLatency + ((_toleratedLatency - TolerableLatency) * ToleranceDecay);
        if (sample.Latency > _toleratedLatency)
        {
            Decrease(now, sample);
            return;
        }
        _cut = null;
        if (sample.PeakInFlight >= _limit * UtilizationToGrow)
            _limit = Math.Min(most, _limit + Math.Max(4, _limit / 16));
    }

    void Decrease(double now, Sample sample)
    {
        var lower = Math.Max(least, _limit * Math.Max(DeepestCut, _toleratedLatency / sample.Latency));
        // With few in flight, the limit is not the cause of the latency.
        if (lower >= _limit || sample.PeakInFlight < _limit / 2)
            return;
        // Of several cuts in a row the first is the reference: many small ones could cost as much as a deep one.
        _cut ??= new(_limit, sample.Throughput, sample.Latency);
        _limit = lower;
        // Until then, responses arrive that had queued before the cut.
        _cooldownUntil = now + Math.Min(2 * sample.Latency, LongestCooldown);
    }

    /// <summary>The measurements of one interval.</summary>
    /// <param name="Latency">The mean of the responses, in seconds.</param>
    /// <param name="Throughput">Responses a second.</param>
    /// <param name="PeakInFlight">The most requests in flight to the silos.</param>
    public readonly record struct Sample(double Latency, double Throughput, int PeakInFlight);

    sealed record Cut(double Limit, double Throughput, double Latency);
}
