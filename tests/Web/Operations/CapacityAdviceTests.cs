using FsCheck;
using FsCheck.Fluent;
using Platform.Grains.EventSourcing;
using Platform.Web.Operations.Monitoring;

namespace Platform.Tests.Web.Operations;

/// <summary>How many silos a load needs is measured, and said with its reason.</summary>
public class CapacityAdviceTests
{
    // 4 ms of processor for each contact: a silo of two cores carries 350 a second at 70 %.
    static readonly Load Busy = Rate(1_000, 4);

    [Fact]
    public void ASiloCarriesWhatItsCoresAllowAtSeventyPercent()
    {
        var advice = CapacityAdvice.Of(Seen(Busy), null);
        Assert.True(advice.Measured);
        Assert.Equal(4, advice.MillisecondsPerContact!.Value, 6);
        Assert.Equal(350, advice.SiloPerSecond!.Value, 6);
        Assert.Equal(3, advice.ForPresent);
        Assert.Null(advice.ForAnnounced);
        Assert.Equal(3, advice.Recommended);
    }

    [Fact]
    public void AnAnnouncedLoadCountsAtItsPeak()
    {
        // 400,000 a day at 300 times the mean is 1,389 a second: 3.97 silos.
        var advice = CapacityAdvice.Of(Seen(Busy), new(400_000, 300));
        Assert.Equal(4, advice.ForAnnounced);
        Assert.Equal(4, advice.Recommended);
    }

    [Fact]
    public void WhoWasTurnedAwayWantedToBeServedToo() =>
        Assert.Equal(6, CapacityAdvice.Of(Seen(Busy with { Shed = 1_000 }), null).ForPresent);

    [Fact]
    public void TooFewContactsSayNothingOfWhatOneCosts()
    {
        var advice = CapacityAdvice.Of(Seen(Rate(4, 4)) with { Silos = 5 }, new(400_000, 4));
        Assert.False(advice.Measured);
        Assert.Null(advice.SiloPerSecond);
        Assert.Null(advice.ForAnnounced);
        // An announced load that cannot be judged sends no silo home.
        Assert.Equal(5, advice.Recommended);
        Assert.Equal(3, CapacityAdvice.Of(Seen(Rate(4, 4)) with { Silos = 5 }, null).Recommended);
        Assert.Equal(3, CapacityAdvice.Of(new([], 0, 2), null).Recommended);
    }

    [Fact]
    public void ThePresentIsTheBusiestOfFiveMinutesAndNotOfAnHourAgo()
    {
        Load[] calmAfterStorm = [.. Enumerable.Repeat(Rate(3_000, 4), 5), .. Enumerable.Repeat(Rate(100, 4), 20)];
        Assert.Equal(1, CapacityAdvice.Of(new(calmAfterStorm, 3, 2), null).ForPresent);
        Assert.Equal(9, CapacityAdvice.Of(new(calmAfterStorm[..20], 3, 2), null).ForPresent);
    }

    [Fact]
    public void WhatHoldsThePlatformBackIsNamed()
    {
        var seen = Seen(Busy);
        Assert.Equal(Bound.None, CapacityAdvice.Of(seen, null).Bound);
        Assert.Equal(Bound.Silos, CapacityAdvice.Of(seen with { SiloUse = 0.8, DatabaseMs = 100 }, null).Bound);
        Assert.Equal(Bound.Gateways, CapacityAdvice.Of(seen with { SiloUse = 0.3, GatewayUse = 0.9 }, null).Bound);
        Assert.Equal(Bound.Database, CapacityAdvice.Of(seen with { DatabaseMs = 25 }, null).Bound);
        Assert.Equal(Bound.Database, CapacityAdvice.Of(seen with { JournalQueue = 400 }, null).Bound);
        Assert.Equal(Bound.Budgets, CapacityAdvice.Of(Seen(Busy with { Shed = 3 }), null).Bound);
    }

    [Fact]
    public void TheAdviceCarriesTheLoadAndMoreLoadNeverNeedsFewer() =>
        Prop.ForAll(
            Gen.Choose(1, 50_000).Two().Zip(Gen.Choose(1, 200).Zip(Gen.Choose(1, 64))).ToArbitrary(),
            sample =>
            {
                var ((one, other), (tenthsOfMs, cores)) = sample;
                var (less, more) = (Math.Min(one, other), Math.Max(one, other));
                CapacityAdvice Of(int perSecond, double announced) =>
                    CapacityAdvice.Of(new([.. Enumerable.Repeat(Rate(perSecond + 500, tenthsOfMs / 10.0), 20)], 3, cores), new((long)(announced * 86_400), 1));
                var (small, large) = (Of(less, more), Of(more, more));
                return small.ForPresent <= large.ForPresent
                    && large.Recommended >= CapacityAdvice.Fewest
                    && small.Recommended >= Math.Max(small.ForPresent, small.ForAnnounced!.Value)
                    && small.ForAnnounced == large.ForAnnounced
                    && large.ForAnnounced * large.SiloPerSecond >= more - 1e-6
                    && (large.ForAnnounced - 1) * large.SiloPerSecond < more + 1e-6;
            }).QuickCheckThrowOnFailure();

    static Load Rate(double perSecond, double millisecondsEach) => new(perSecond, perSecond, 1, 5, 0, 0, 0, perSecond * millisecondsEach / 1000);

    static Measurements Seen(Load span) => new([.. Enumerable.Repeat(span, 20)], 3, 2);
}
