using Microsoft.Extensions.Time.Testing;
using Orleans.TestingHost;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Tests.Grains.Citizens;

/// <summary>A file that moved to another silo while the first still ended what it had begun: what was acknowledged there is seen here.</summary>
[Collection(nameof(GrainClusterFixture))]
public sealed class GrainMigrationTests(GrainClusterFixture hall) : IAsyncLifetime
{
    static readonly TimeSpan LongAfterTheMove = TimeSpan.FromMinutes(1);

    readonly TenantId _tenant = hall.NewTenant();
    readonly FakeTimeProvider _clock = new();
    readonly CitizenId _id = CitizenId.New(DateTimeOffset.UtcNow);
    InProcessTestCluster? _here, _before;

    ICitizenGrain Here => _here!.Client.Citizen(_tenant, _id);

    ICitizenGrain Before => _before!.Client.Citizen(_tenant, _id);

    public async ValueTask InitializeAsync() => (_here, _before) = (await hall.Silos(1, _clock), await hall.Silos(1, TimeProvider.System));

    public async ValueTask DisposeAsync()
    {
        await _here!.DisposeAsync();
        await _before!.DisposeAsync();
    }

    [Fact]
    public async Task WhatTheSiloBeforeStillAcknowledgedIsInTheFileThatIsRead()
    {
        using var scope = TenantScope.Enter(_tenant);
        await Here.Record(Contact("1"));
        await Before.Record(Contact("2"));
        Assert.Equal(2, (await Here.Read()).Value!.Version);
    }

    [Fact]
    public async Task ARepeatThatTheSiloBeforeHadDoneIsInTheFileThatIsRead()
    {
        using var scope = TenantScope.Enter(_tenant);
        await Here.Record(Contact("1"));
        var done = (await Before.Record(Contact("2"))).Value!;
        _clock.Advance(LongAfterTheMove);
        Assert.Equal(done.Version, (await Here.Record(Contact("2"))).Value!.Version);
        Assert.Equal(done.Version, (await Here.Read()).Value!.Version);
    }

    [Fact]
    public async Task APageSaysThatThereIsMoreWhereOnlyTheJournalKnowsIt()
    {
        using var scope = TenantScope.Enter(_tenant);
        await Here.Record(Contact("1"));
        _clock.Advance(LongAfterTheMove);
        await Before.Record(Contact("2"));
        var page = (await Here.History(0, 1)).Value!;
        Assert.Equal((1, 1L), (page.Items.Count, page.Next));
        Assert.Null((await Here.History(1, 1)).Value!.Next);
    }

    static RecordContact Contact(string id) => new(id, GrainClusterFixture.Camille, GrainClusterFixture.Lamp, new("Ada Martin", null, null), Verified: false, Opens: true);
}
