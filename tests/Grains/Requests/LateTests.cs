using Microsoft.Extensions.Logging.Abstractions;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Histories;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Silo.Deadlines;
using Platform.Tests.Grains.Citizens;
using Platform.Tests.Silo.Deadlines;

namespace Platform.Tests.Grains.Requests;

/// <summary>A citizen who waits longer than promised is seen, once, whoever tells it and whatever dies.</summary>
[Collection(nameof(GrainClusterFixture))]
public sealed class LateTests(GrainClusterFixture hall)
{
    static readonly TimeSpan FourDays = TimeSpan.FromDays(4);
    readonly TenantId _tenant = hall.NewTenant();

    [Fact]
    public async Task ALateRequestSaysSoOnceInBothHistories()
    {
        using var scope = TenantScope.Enter(_tenant);
        var (citizen, request) = await Waiting();
        await Task.WhenAll(Sweeper().Sweep(TestContext.Current.CancellationToken), Sweeper().Sweep(TestContext.Current.CancellationToken));
        await GrainClusterFixture.Finish(hall.Follower());
        Assert.Equal(["request-opened", "request-late"], await Steps(request));
        Assert.Equal(["request-opened", "request-late"], Told(await hall.History(_tenant, citizen)));
        Assert.True((await hall.Grains.Request(_tenant, request).Read()).Value!.Late);
        Assert.DoesNotContain(await Due(), deadline => deadline.Stream == Stream(request));
    }

    [Fact]
    public async Task ToldAtOnceByTwoAndAgainByAnHeirItIsLateOnce()
    {
        using var scope = TenantScope.Enter(_tenant);
        var (_, request) = await Waiting();
        var due = Assert.Single(await Due(), deadline => deadline.Stream == Stream(request));
        await Task.WhenAll(Tell(due), Tell(due));
        await hall.Forget("request", _tenant, request);
        await Tell(due);
        Assert.Equal(["request-opened", "request-late"], await Steps(request));
    }

    [Fact]
    public async Task ASiloThatDiesAfterTheCommitLeavesOneFactAndBothHistoriesWhole()
    {
        using var scope = TenantScope.Enter(_tenant);
        var (citizen, request) = await Waiting();
        var due = Assert.Single(await Due(), deadline => deadline.Stream == Stream(request));
        hall.Journal.Cuts = append => append.Stream == Stream(request) ? Cut.AfterTheCommit : Cut.Not;
        await Assert.ThrowsAnyAsync<Exception>(() => Tell(due));
        hall.Journal.Cuts = static _ => Cut.Not;
        await Tell(due);
        await GrainClusterFixture.Finish(hall.Follower());
        Assert.Equal(["request-opened", "request-late"], await Steps(request));
        Assert.Equal(["request-opened", "request-late"], Told(await hall.History(_tenant, citizen)));
    }

    [Fact]
    public async Task WhatWasAnsweredHasNoDeadlineLeftAndIsNotLateWhoeverSaysSo()
    {
        using var scope = TenantScope.Enter(_tenant);
        var (_, request) = await Waiting();
        var due = Assert.Single(await Due(), deadline => deadline.Stream == Stream(request));
        await hall.Grains.Request(_tenant, request).Answer(new("a", GrainClusterFixture.Camille, "Réparé.", Channel.Phone, Close: false));
        Assert.DoesNotContain(await Due(), deadline => deadline.Stream == Stream(request));
        await Tell(due);
        Assert.Equal(["request-opened", "request-answered"], await Steps(request));
    }

    [Fact]
    public async Task AnOpenedRequestIsDueInThreeDaysAndAReopenedOneAnew()
    {
        using var scope = TenantScope.Enter(_tenant);
        var citizen = await Someone();
        var request = RequestId.New(DateTimeOffset.UtcNow);
        var grain = hall.Grains.Request(_tenant, request);
        await grain.Open(new("o", GrainClusterFixture.Camille, citizen, 1, new("voirie"), "technique", Priority.Normal, Channel.Web, "fr", "Lampadaire", ""));
        Assert.DoesNotContain(await Due(TimeSpan.FromHours(71)), deadline => deadline.Stream == Stream(request));
        var first = Assert.Single(await Due(TimeSpan.FromHours(73)), deadline => deadline.Stream == Stream(request));
        await grain.Close(new("c", GrainClusterFixture.Camille, "Doublon."));
        Assert.DoesNotContain(await Due(TimeSpan.FromHours(73)), deadline => deadline.Stream == Stream(request));
        await grain.Reopen(new("r", GrainClusterFixture.Camille, "De nouveau en panne."));
        var second = Assert.Single(await Due(TimeSpan.FromHours(73)), deadline => deadline.Stream == Stream(request));
        Assert.True(second.DueAt > first.DueAt);
    }

    // No lease: what one has taken another takes as well.
    DeadlineSweeper Sweeper() => new(hall.Journal, hall.Grains, TimeProvider.System, NullLogger<DeadlineSweeper>.Instance) { Lease = TimeSpan.Zero };

    // Nobody is kept from taking it after us.
    async Task<IReadOnlyList<Deadline>> Due(TimeSpan ahead = default) =>
        await hall.Journal.LeaseDueDeadlines(DateTimeOffset.UtcNow + ahead, TimeSpan.Zero, 1_000, TestContext.Current.CancellationToken);

    Task Tell(Deadline deadline) => hall.Grains.WithDeadlineOf(deadline.Stream).Due(deadline.Name, deadline.DueAt);

    async Task<(CitizenId Citizen, RequestId RequestState)> Waiting()
    {
        var citizen = await Someone();
        return (citizen, await OldRequest.Opened(hall.Journal, _tenant, citizen, FourDays));
    }

    async Task<CitizenId> Someone() =>
        (await hall.Intake.Record(_tenant, "opened", GrainClusterFixture.Camille, GrainClusterFixture.Lamp, new("Ada Martin", "ada@exemple.fr", null))).Value!.Citizen;

    EventStreamId Stream(RequestId request) => new(_tenant, "request", request.ToString());

    async Task<IEnumerable<string>> Steps(RequestId request) =>
        (await hall.Grains.Request(_tenant, request).Read()).Value!.Steps.Select(static line => line.Type);

    static IEnumerable<string> Told(IReadOnlyList<HistoryItem> history) => history.Where(static item => item.Request is not null).Select(static item => item.Request!.Type);
}
