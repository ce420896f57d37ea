using Platform.Gateway.Admission;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

/// <summary>Against a simulated queue: a capacity of requests a second, a least latency, and the rest queues.</summary>
public sealed class AdaptiveLimitTests
{
    double _now;

    const int Least = 160, Most = 4_000;

    [Theory]
    [InlineData(1_000)]
    [InlineData(3_000)]
    [InlineData(7_000)]
    [InlineData(20_000)]
    public void OverloadCostsNeitherThroughputNorLatency(int capacity)
    {
        var (perSecond, delay) = Run(capacity, shortest: 0.002, offered: _ => 3 * capacity);
        Assert.InRange(perSecond, 0.95 * capacity, 1.01 * capacity);
        Assert.InRange(delay, 0, 0.2);
    }

    [Fact]
    public void ASlowDatabaseDoesNotLowerTheLimit()
    {
        var (perSecond, _) = Run(capacity: 100_000, shortest: 0.2, offered: _ => 2_000);
        Assert.InRange(perSecond, 1_800, 2_020);
    }

    [Fact]
    public void TheLimitFollowsSilosThatSlowDownAndRecover()
    {
        var limit = new AdaptiveLimit(Least, Most);
        Run(7_000, 0.002, _ => 21_000, limit);
        var before = limit.Value;
        Run(1_500, 0.002, _ => 21_000, limit);
        Assert.InRange(limit.Value, Least, before / 2);
        Run(7_000, 0.002, _ => 21_000, limit);
        Assert.InRange(limit.Value, before / 2, Most);
    }

    [Fact]
    public void TheLimitNeverFallsBelowTheLeast()
    {
        var limit = new AdaptiveLimit(Least, Most);
        Run(50, 0.002, _ => 10_000, limit);
        Assert.Equal(Least, limit.Value);
    }

    // Throughput and mean latency of the last ten of thirty seconds.
    (double PerSecond, double Delay) Run(int capacity, double shortest, Func<double, double> offered, AdaptiveLimit? limit = null)
    {
        const double Step = 0.005;
        limit ??= new(Least, Most);
        var (inside, answeredLate, delayedLate, begun) = (0.0, 0.0, 0.0, _now);
        while (_now - begun < 30)
        {
            var (answered, delayed, most) = (0.0, 0.0, 0.0);
            for (var i = 0; i < 20; i++, _now += Step)
            {
                var owed = offered(_now) * Step;
                inside += Math.Min(owed, Math.Max(0, limit.Value - inside));
                most = Math.Max(most, inside);
                var delay = Math.Max(shortest, inside / capacity);
                var done = Math.Min(inside, inside / delay * Step);
                (answered, delayed, inside) = (answered + done, delayed + (done * delay), inside - done);
            }
            limit.Update(_now, new(delayed / answered, answered / (20 * Step), (int)most));
            if (_now - begun > 20)
                (answeredLate, delayedLate) = (answeredLate + answered, delayedLate + delayed);
        }
        return (answeredLate / (_now - begun - 20), delayedLate / answeredLate);
    }
}
