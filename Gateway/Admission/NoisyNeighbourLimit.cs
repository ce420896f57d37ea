namespace Platform.Gateway.Admission;

/// <summary>How many permits a tenant may hold that sends far more than its neighbours: as many as they hardly feel. Pure; not thread-safe.</summary>
/// <remarks>Additive increase, multiplicative decrease (Chiu and Jain 1989), on the mean latency against that of calm times. It applies to
/// outliers alone: a platform that all tenants load alike has most throughput where batches are large, and there a latency of a few times the
/// calm one is right.</remarks>
sealed class NoisyNeighbourLimit
{
    // In seconds: below it neighbours notice nothing, whatever the ratio.
    const double UnnoticedLatency = 0.001;
    const double NoticeableRatio = 1.25, Cut = 0.7;

    // A latency that stays although the noisy tenant has the least is not its doing: within a minute or two it becomes the new baseline.
    const double BaselineDrift = 1.005;

    double _baselineLatency = 1_000;
    double _permits = int.MaxValue;

    public int Value => (int)_permits;

    /// <summary>Adjusts the limit to what was measured in a tenth of a second.</summary>
    /// <param name="latency">The mean of the responses, in seconds.</param>
    /// <param name="least">The permits that a noisy tenant always has.</param>
    /// <param name="total">All permits there are.</param>
    public void Update(double latency, int least, int total)
    {
        var permits = Math.Min(total, _permits);
        if (latency > (NoticeableRatio * _baselineLatency) + UnnoticedLatency)
        {
            _baselineLatency *= permits <= least ? BaselineDrift : 1;
            _permits = Math.Max(least, permits * Cut);
            return;
        }
        _baselineLatency = Math.Min(latency, _baselineLatency);
        _permits = Math.Min(total, permits + 1);
    }
}
