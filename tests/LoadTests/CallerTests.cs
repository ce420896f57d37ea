using System.Net;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Load.Callers;

namespace Platform.Tests.LoadTests;

/// <summary>The bugs of the table of faults, planted: those who call while a fault is made must notice each of them.</summary>
public sealed class CallerTests
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact] public async Task AnHonestPlatformHoldsWhateverHappensToItsAnswers()
    {
        await using var platform = await SmallPlatform.Start(Bug.None);
        Assert.Equal(default, await Judge(platform, _ => { }));
    }

    [Fact] public async Task AcknowledgingBeforeTheCommitLosesContactsInACrash()
    {
        await using var platform = await SmallPlatform.Start(Bug.AcknowledgesBeforeTheCommit);
        Assert.True((await Judge(platform, one => one.Crash())).Lost > 0);
    }

    [Fact] public async Task AnHonestPlatformLosesNothingInACrash()
    {
        await using var platform = await SmallPlatform.Start(Bug.None);
        Assert.Equal(default, await Judge(platform, one => one.Crash()));
    }

    [Fact] public async Task WhoIsToldToReadLaterHasLostNothing()
    {
        await using var platform = await SmallPlatform.Start(Bug.None);
        Assert.Equal(default, await Judge(platform, _ => { }, one => one.Rest(600)));
    }

    [Fact] public async Task WithoutIdempotencyACopyIsWrittenTwice()
    {
        await using var platform = await SmallPlatform.Start(Bug.IgnoresTheKey);
        Assert.True((await Judge(platform, _ => { })).Duplicated > 0);
    }

    [Fact] public async Task ReadingFromTheOldOwnerIsStale()
    {
        await using var platform = await SmallPlatform.Start(Bug.ReadsFromAnOldCopy);
        Assert.True((await Judge(platform, _ => { })).Stale > 0);
    }

    [Fact] public async Task TakingTheTenantFromAHeaderMixesTenants()
    {
        await using var platform = await SmallPlatform.Start(Bug.TakesTheTenantFromAHeader);
        var verdict = await Judge(platform, _ => { });
        Assert.True(verdict.Foreign > 0 && verdict.Lost > 0, $"{verdict}");
    }

    static async Task<Verdict> Judge(SmallPlatform platform, Action<SmallPlatform> fault, Action<SmallPlatform>? then = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var address = IPEndPoint.Parse(new Uri(platform.Address).Authority);
        var habits = new Habits(3, 12) { Pause = TimeSpan.FromMilliseconds(5), Copies = 1, Late = TimeSpan.FromMilliseconds(50), ReadEvery = 3 };
        var callers = await Callers.Begin([address], "aaaa", habits, Patience, cancellation);
        fault(platform);
        for (var times = 0; times < 8; times++) Assert.NotNull(await callers.Back(System.Diagnostics.Stopwatch.GetTimestamp(), Patience, cancellation));
        await callers.End();
        Assert.Equal(0, callers.Traffic.Unanswered);
        then?.Invoke(platform);
        return await callers.Judge(cancellation);
    }
}
