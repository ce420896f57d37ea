using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Core.Internal;
using Orleans.TestingHost;
using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Histories;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contacts;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Histories;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Operations;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Tenancy;
using Platform.Storage;

namespace Platform.Tests.Grains.Citizens;

/// <summary>Two silos over one journal on SQLite, made once; each test takes a fresh tenant.</summary>
public sealed class GrainClusterFixture : IAsyncLifetime
{
    internal static readonly Actor Camille = new("agent:camille", "Camille Roy", "Accueil");
    internal static readonly Contact Lamp = new(Channel.Web, "Lampadaire en panne", "Rue des Lilas.", "fr");

    readonly string _folder = Directory.CreateTempSubdirectory("town-hall-").FullName;
    IHost? _storage;
    InProcessTestCluster? _cluster;
    int _tenants;

    internal IGrainFactory Grains => _cluster!.Client;

    internal FaultyJournal Journal { get; private set; } = null!;

    internal ContactPointDigest Digest { get; } = new(new("a secret for these tests"u8.ToArray()));

    internal ContactIntake Intake => new(Grains, Journal, Digest, TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Journal:Provider"] = "Sqlite",
            ["Journal:Folder"] = _folder,
            ["Journal:MasterKey"] = Convert.ToBase64String(new byte[32]),
        });
        builder.Logging.ClearProviders();
        builder.Services.AddStorage(builder.Configuration);
        _storage = builder.Build();
        await _storage.StartAsync();
        Journal = new(_storage.Services.GetRequiredService<IJournal>());

        _cluster = await Silos(2, TimeProvider.System);
    }

    /// <summary>Silos over the same journal that know nothing of the others, as one that others take for dead and that still ends what it had begun.</summary>
    internal async Task<InProcessTestCluster> Silos(short count, TimeProvider clock)
    {
        var silos = new InProcessTestClusterBuilder(count);
        silos.ConfigureSilo((_, silo) => silo.AddIncomingGrainCallFilter<TenantBoundary>());
        silos.ConfigureHost(host => host.Services.AddSingleton<IJournal>(Journal).AddSingleton(Digest).AddSingleton(new DecisionClock(clock)).AddSingleton<ISiloNotices, NoNotices>());
        var cluster = silos.Build();
        await cluster.DeployAsync();
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        if (_storage is not null)
        {
            await _storage.StopAsync();
            (_storage as IDisposable).Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    internal TenantId NewTenant() => TenantId.Parse($"ville-{Interlocked.Increment(ref _tenants)}");

    internal HistoryProjection Follower(DeadLetterSink? leave = null) =>
        new(Journal, Grains, new Later(), leave ?? (static (_, _, _, _) => default));

    /// <summary>The silo forgets the grain, as when its process died.</summary>
    internal Task Forget(string type, TenantId tenant, object id) =>
        _cluster!.Client.GetGrain<IGrainManagementExtension>(GrainId.Create(type, TenantKey.Of(tenant, id.ToString()!))).DeactivateOnIdle().AsTask();

    /// <summary>Sends until there is an answer, as a client does that hears 503.</summary>
    internal static async Task<T> Insist<T>(Func<Task<T>> send)
    {
        for (var tries = 0; ; tries++)
            try
            {
                return await send();
            }
            catch (Exception) when (tries < 50)
            {
                // Sent again under the same command id.
            }
    }

    /// <summary>Follows until there is nothing more to follow.</summary>
    internal static async Task Finish(HistoryProjection follower)
    {
        for (var steps = 0; await follower.Step(TestContext.Current.CancellationToken) > 0; steps++)
            Assert.True(steps < 1_000, "The follower never ends.");
    }

    internal async Task<IReadOnlyList<HistoryItem>> History(TenantId tenant, CitizenId citizen)
    {
        var items = new List<HistoryItem>();
        for (long? after = 0; after is { } from;)
        {
            var page = (await Grains.Citizen(tenant, citizen).History(from, 100)).Value!;
            items.AddRange(page.Items);
            after = page.Next;
        }
        return items;
    }

    // A minute ahead: the follower need not give the grains their grace.
    sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddMinutes(1);
    }
}

/// <summary>One town hall for all tests of grains.</summary>
[CollectionDefinition(nameof(GrainClusterFixture))]
public sealed class TownHallCollection : ICollectionFixture<GrainClusterFixture>;

/// <summary>For silos that keep nothing of tenants in memory.</summary>
sealed class NoNotices : ISiloNotices
{
    public void Publish(SiloNotice notice)
    {
    }
}
