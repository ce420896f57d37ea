using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Requests;

namespace Platform.Tests.Grains.Citizens;

/// <summary>One fact that cannot be told does not keep the others waiting.</summary>
[Collection(nameof(GrainClusterFixture))]
public class HistoryProjectionTests(GrainClusterFixture hall)
{
    [Fact]
    public async Task APoisonedFactIsLeftBehindAndNamed()
    {
        var tenant = hall.NewTenant();
        using var scope = TenantScope.Enter(tenant);
        var citizen = await OnePoisonedAndOneUntold(tenant);
        var left = new List<string>();
        var follower = hall.Follower((_, fact, why, _) =>
        {
            if (fact.Stream.Tenant == tenant)
                left.Add(why);
            return default;
        });
        await GrainClusterFixture.Finish(follower);

        Assert.Equal(2, (await hall.History(tenant, citizen)).Count);
        Assert.Equal(["There is no such citizen file."], left);
    }

    [Fact]
    public async Task WhatWasLeftBehindCanBeTriedAgain()
    {
        var tenant = hall.NewTenant();
        using var scope = TenantScope.Enter(tenant);
        var citizen = await OnePoisonedAndOneUntold(tenant);
        var facts = new List<Positioned>();
        for (var after = 0L; await hall.Journal.Follow(after, 500, ["request-opened"]) is { Facts.Count: > 0 } page; after = page.Position)
            facts.AddRange(page.Facts.Where(fact => fact.Stream.Tenant == tenant));

        IProjection follower = hall.Follower();
        Assert.Equal("There is no such citizen file.", await follower.Retry(facts[0].Position, TestContext.Current.CancellationToken));
        Assert.Null(await follower.Retry(facts[1].Position, TestContext.Current.CancellationToken));
        Assert.Null(await follower.Retry(facts[1].Position, TestContext.Current.CancellationToken));
        Assert.Equal(2, (await hall.History(tenant, citizen)).Count);
    }

    // Two facts in the journal: one that can never be told, then one that its silo did not live to tell. The citizen of the second.
    async Task<CitizenId> OnePoisonedAndOneUntold(TenantId tenant)
    {
        await Orphan(tenant);
        var citizen = (await hall.Intake.Record(tenant, "1", GrainClusterFixture.Camille, GrainClusterFixture.Lamp, Identity.Unknown)).Value!.Citizen;
        hall.Journal.Cuts = static append => append.CommandId.StartsWith("request/", StringComparison.Ordinal) ? Cut.BeforeTheCommit : Cut.Not;
        await hall.Grains.Request(tenant, RequestId.New(DateTimeOffset.UtcNow)).Open(new(
            "2", GrainClusterFixture.Camille, citizen, 1, ServiceId.Parse("voirie"), "technique", Priority.Normal, Channel.Web, "fr", "Lampadaire", ""));
        hall.Journal.Cuts = static _ => Cut.Not;
        return citizen;
    }

    // A request of a citizen who is not there: no grain would write it, an old fault or a restored copy might.
    async Task Orphan(TenantId tenant)
    {
        var now = DateTimeOffset.UtcNow;
        var opened = new RequestOpened(
            now, GrainClusterFixture.Camille, CitizenId.New(now), 1, RequestNumber.New(now), ServiceId.Parse("voirie"), "technique", Priority.Normal,
            Channel.Web, "fr", null, null);
        Assert.IsType<Appended.Committed>(await hall.Journal.Append(new(
            new(tenant, "request", RequestId.New(now).ToString()), 0, "orphan", new byte[32], "{}"u8.ToArray(), [JournalJson.Write(opened, now)])));
    }
}
