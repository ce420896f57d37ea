using Platform.Grains.EventSourcing;
using static Platform.Tests.Storage.Contract.Appends;

namespace Platform.Tests.Storage.Contract;

public abstract partial class JournalContract
{
    [Fact]
    public async Task WhatIsLeftBehindWaitsOnceWithItsReason()
    {
        var (town, follower, ct) = (Town(), Guid.NewGuid().ToString("N"), TestContext.Current.CancellationToken);
        await House.Letters.Keep(follower, Positioned(7), "There is no such file.", ct);
        await House.Letters.Keep(follower, Positioned(7), "There is no such file.", ct);
        await House.Letters.Keep(follower, Positioned(9), "KeyNotFoundException", ct);
        var all = (await House.Letters.List(null, 100, ct)).Where(letter => letter.Follower == follower).ToList();
        Assert.Equal([(9, "KeyNotFoundException"), (7, "There is no such file.")], all.Select(letter => (letter.Position, letter.Reason)));
        Assert.All(all, letter => Assert.True(letter.Tenant == town && letter.ReplayedAt is null && letter.At > Noon));
        Assert.Equal([7], (await House.Letters.List(all[0].Id, 100, ct)).Where(letter => letter.Follower == follower).Select(letter => letter.Position));

        Positioned Positioned(long position) => new(position, new(town, "request", "r"), new(1, Fact("{}", "Ada Martin")));
    }

    [Fact]
    public async Task ALetterThatWasReplayedWaitsNoMore()
    {
        var (follower, ct) = (Guid.NewGuid().ToString("N"), TestContext.Current.CancellationToken);
        await House.Letters.Keep(follower, new(3, new(Town(), "request", "r"), new(1, Fact("{}"))), "first", ct);
        var id = (await House.Letters.List(null, 100, ct)).Single(letter => letter.Follower == follower).Id;
        var waiting = await House.Letters.Waiting(ct);
        await House.Letters.Tried(id, "second", ct);
        Assert.Equal(("second", null), ((await House.Letters.Find(id, ct))!.Reason, (await House.Letters.Find(id, ct))!.ReplayedAt));
        Assert.Equal(waiting, await House.Letters.Waiting(ct));
        await House.Letters.Tried(id, null, ct);
        Assert.Equal(("second", true), ((await House.Letters.Find(id, ct))!.Reason, (await House.Letters.Find(id, ct))!.ReplayedAt > Noon));
        Assert.Equal(waiting - 1, await House.Letters.Waiting(ct));
        Assert.Null(await House.Letters.Find(-1, ct));
    }

    [Fact]
    public async Task DeadlinesThatShouldHaveBeenKeptAreCounted()
    {
        var (before, ct) = (Noon.AddYears(-20), TestContext.Current.CancellationToken);
        var late = await House.Store.CountOverdue(before, ct);
        await Journal.Commits(Contact(Town(), Someone(), 0) with { Deadlines = [new("late", before.AddDays(-1)), new("then", before), new("never", null)] });
        Assert.Equal(late + 1, await House.Store.CountOverdue(before, ct));
    }
}
