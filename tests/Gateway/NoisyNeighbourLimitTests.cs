using Platform.Gateway.Admission;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

public sealed class NoisyNeighbourLimitTests
{
    const double Baseline = 0.003;
    const int Least = 10, All = 160;

    readonly NoisyNeighbourLimit _limit = new();

    [Fact]
    public void ASurgeThatNobodyFeelsMayTakeAllPermits()
    {
        Update(Baseline, times: 100);
        Assert.Equal(All, _limit.Value);
    }

    [Fact]
    public void ASurgeThatNeighboursFeelGetsTheLeast()
    {
        Update(Baseline, times: 100);
        Update(1.7 * Baseline, times: 20);
        Assert.Equal(Least, _limit.Value);
    }

    [Fact]
    public void TheLimitRisesOnceNeighboursRecover()
    {
        Update(Baseline, times: 100);
        Update(5 * Baseline, times: 20);
        Update(1.5 * Baseline, times: 50);
        Assert.InRange(_limit.Value, 5 * Least, All);
    }

    [Fact]
    public void ADatabaseThatStaysSlowIsTheNewBaselineWithinMinutes()
    {
        Update(Baseline, times: 100);
        Update(0.2, times: 2 * 60 * 10);
        Assert.InRange(_limit.Value, 5 * Least, All);
    }

    [Fact]
    public void ASurgeOfAnHourIsHeldAsInItsFirstMinute()
    {
        Update(Baseline, times: 100);
        var latency = Baseline;
        for (var tenth = 0; tenth < 60 * 60 * 10; tenth++)
            _limit.Update(latency = Baseline + (_limit.Value * 0.0002), Least, All);
        Assert.InRange(latency, Baseline, 3 * Baseline);
    }

    // Intervals of a tenth of a second.
    void Update(double latency, int times)
    {
        for (var i = 0; i < times; i++)
            _limit.Update(latency, Least, All);
    }
}
