using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Requests;
using static Platform.Tests.Storage.Contract.Appends;

namespace Platform.Tests.Storage.Contract;

public abstract partial class JournalContract
{
    [Fact]
    public async Task AFollowerSeesEveryFactOnceInTheOrderOfEachStream()
    {
        var town = Town();
        var start = await End();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            var someone = Someone();
            for (var version = 0; version < 10; version++)
                await Journal.Commits(Contact(town, someone, version, said: $"fact {version + 1}"));
        }));
        var seen = (await Everything(start)).Where(one => one.Stream.Tenant == town).ToList();
        Assert.Equal(200, seen.Count);
        Assert.Equal(seen.OrderBy(one => one.Position).Select(one => one.Position).Distinct(), seen.Select(one => one.Position));
        Assert.All(seen.GroupBy(one => one.Stream), stream => Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), stream.Select(one => one.Recorded.Version)));
        Assert.All(seen, one => Assert.Equal($"fact {one.Recorded.Version}", one.Recorded.Fact.Personal.Text()));
    }

    [Fact]
    public async Task AFollowerOfFewTypesLearnsHowFarItLooked()
    {
        var (town, ada) = (Town(), Someone());
        var start = await End();
        await Journal.Commits(Contact(town, ada, 0) with { Facts = [Fact("1"), Fact("2", type: "rare"), Fact("3")] });
        var followed = await Journal.Follow(start, 10, ["rare"]);
        Assert.Equal("2", Assert.Single(followed.Facts).Recorded.Fact.Body.Text());
        Assert.True(followed.Position > followed.Facts[0].Position);
        Assert.Empty((await Journal.Follow(followed.Position, 10)).Facts);
        Assert.Equal(followed.Position, (await Journal.Follow(followed.Position, 10, ["rare"])).Position);
    }

    [Fact]
    public async Task AMarkNeverGoesBack()
    {
        var follower = Guid.NewGuid().ToString("N");
        Assert.Equal(0, await Journal.Checkpoint(follower));
        await Journal.SaveCheckpoint(follower, 7);
        await Journal.SaveCheckpoint(follower, 3);
        Assert.Equal(7, await Journal.Checkpoint(follower));
    }

    [Fact]
    public async Task WhoWaitsIsToldOfACommit()
    {
        await Journal.Changed(TimeSpan.Zero);
        var changed = Journal.Changed(TimeSpan.FromMinutes(1));
        Assert.False(changed.IsCompleted);
        await Journal.Commits(Contact(Town(), Someone(), 0));
        await changed.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task ADeadlineIsTakenByOneUntilItIsMovedOrItsLeaseEnds()
    {
        var (town, ada) = (Town(), Someone());
        await Journal.Commits(Contact(town, ada, 0) with { Deadlines = [new("answer", Noon), new("later", Noon.AddDays(1))] });
        Assert.Equal([new(ada.Stream(town), "answer", Noon)], await Due(Noon, TimeSpan.FromHours(1)));
        Assert.Empty(await Due(Noon, TimeSpan.FromHours(1)));
        await Journal.Commits(Contact(town, ada, 1) with { Deadlines = [new("answer", Noon.AddHours(1)), new("later", null)] });
        Assert.Empty(await Due(Noon, TimeSpan.FromHours(1)));
        Assert.Equal(["answer"], (await Due(Noon.AddDays(9), TimeSpan.Zero)).Select(one => one.Name));
        Assert.Equal(["answer"], (await Due(Noon.AddDays(9), TimeSpan.FromHours(1))).Select(one => one.Name));

        async Task<IEnumerable<Deadline>> Due(DateTimeOffset now, TimeSpan lease) =>
            (await Journal.LeaseDueDeadlines(now, lease, 1000)).Where(one => one.Stream.Tenant == town);
    }

    [Fact]
    public async Task NothingFallsDueForAnErasedCitizen()
    {
        var (town, ada, bob) = (Town(), Someone(), Someone());
        foreach (var citizen in (CitizenId[])[ada, bob])
        {
            await Journal.Commits(Contact(town, citizen, 0));
            var id = Guid.CreateVersion7();
            await Journal.Commits(Contact(town, citizen, 0) with
            {
                Stream = new(town, "request", id.ToString()), Deadlines = [new("answer", Noon)],
                Rows = [new RequestRow(town, id, "26-1", citizen.Value, "voirie", "voirie", Priority.Normal, RequestStatus.Open, null, null, Noon, Noon, false)],
            });
        }
        await Journal.Erase(town, ada);
        var due = (await Journal.LeaseDueDeadlines(Noon, TimeSpan.FromHours(1), 1000)).Where(one => one.Stream.Tenant == town).ToList();
        Assert.Single(due);
        var left = await Journal.Load(due[0].Stream);
        Assert.Equal("Lampadaire en panne", Assert.Single(left.Since).Fact.Personal.Text());
    }

    async Task<long> End()
    {
        var position = 0L;
        while (await Journal.Follow(position, 1000) is { Facts.Count: > 0 } page) position = page.Position;
        return position;
    }

    async Task<List<Positioned>> Everything(long after)
    {
        var all = new List<Positioned>();
        while (await Journal.Follow(after, 37) is { Facts.Count: > 0 } page)
        {
            all.AddRange(page.Facts);
            after = page.Position;
        }
        return all;
    }
}
