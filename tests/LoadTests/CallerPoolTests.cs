using System.Net;
using Platform.Grains.EventSourcing;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Load.Callers;

namespace Platform.Tests.LoadTests;

/// <summary>Planted bugs: the callers of a fault run must find each of them.</summary>
public sealed class CallerPoolTests
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    [Fact] public async Task AnHonestPlatformHoldsWithLostResponses()
    {
        await using var platform = await FakePlatform.Start(Bug.None);
        Assert.Equal(default, await Verify(platform, _ => { }));
    }

    [Fact] public async Task AcknowledgingBeforeTheCommitLosesContactsInACrash()
    {
        await using var platform = await FakePlatform.Start(Bug.AcknowledgesBeforeTheCommit);
        Assert.True((await Verify(platform, one => one.Crash())).Lost > 0);
    }

    [Fact] public async Task AnHonestPlatformLosesNothingInACrash()
    {
        await using var platform = await FakePlatform.Start(Bug.None);
        Assert.Equal(default, await Verify(platform, one => one.Crash()));
    }

    [Fact] public async Task AReadRejectedForNowLosesNothing()
    {
        await using var platform = await FakePlatform.Start(Bug.None);
        Assert.Equal(default, await Verify(platform, _ => { }, one => one.RejectReads(600)));
    }

    [Fact] public async Task WithoutIdempotencyADuplicateIsWrittenTwice()
    {
        await using var platform = await FakePlatform.Start(Bug.IgnoresTheKey);
        Assert.True((await Verify(platform, _ => { })).Duplicated > 0);
    }

    [Fact] public async Task ReadingFromTheOldOwnerIsStale()
    {
        await using var platform = await FakePlatform.Start(Bug.ReadsFromAnOldCopy);
        Assert.True((await Verify(platform, _ => { })).Stale > 0);
    }

    [Fact] public async Task TakingTheTenantFromAHeaderMixesTenants()
    {
        await using var platform = await FakePlatform.Start(Bug.TakesTheTenantFromAHeader);
        var verdict = await Verify(platform, _ => { });
        Assert.True(verdict.Foreign > 0 && verdict.Lost > 0, $"{verdict}");
    }

    static async Task<Verdict> Verify(FakePlatform platform, Action<FakePlatform> fault, Action<FakePlatform>? then = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var address = IPEndPoint.Parse(new Uri(platform.Address).Authority);
        var profile = new CallerProfile(3, 12) { ThinkTime = TimeSpan.FromMilliseconds(5), DuplicatesPerContact = 1, MaxDuplicateDelay = TimeSpan.FromMilliseconds(50), ReadEvery = 3 };
        var callers = await CallerPool.Start([address], "aaaa", profile, Timeout, cancellation);
        fault(platform);
        for (var times = 0; times < 8; times++) Assert.NotNull(await callers.WaitUntilAllAnswered(System.Diagnostics.Stopwatch.GetTimestamp(), Timeout, cancellation));
        await callers.Stop();
        Assert.Equal(0, callers.Traffic.Unanswered);
        then?.Invoke(platform);
        return await callers.Verify(cancellation);
    }
}
