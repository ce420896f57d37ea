using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Platform.Grains.EventSourcing;
using Platform.LoadTests.Load.Measurements;

namespace Platform.Tests.LoadTests;

public sealed class HistogramTests
{
    [Fact] public void ALatencyIsExactToASixtyFourth() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), micros =>
        {
            var histogram = new Histogram();
            histogram.Record((long)micros * Stopwatch.Frequency / 1_000_000);
            var told = histogram.PercentileMs(1) * 1000;
            return told >= micros - 1 && told <= micros + 1 + (micros / 63.0);
        }).QuickCheckThrowOnFailure();

    [Fact] public void PercentilesCountEverythingAdded()
    {
        var (all, slow) = (new Histogram(), new Histogram());
        for (var i = 0; i < 98; i++) all.Record(Stopwatch.Frequency / 1_000_000 * 50);
        for (var i = 0; i < 2; i++) slow.Record(Stopwatch.Frequency);
        all.Add(slow);
        Assert.Equal(0.05, all.PercentileMs(0.5));
        Assert.InRange(all.PercentileMs(0.99), 1000, 1016);
        Assert.Equal(0, new Histogram().PercentileMs(0.99));
    }
}
