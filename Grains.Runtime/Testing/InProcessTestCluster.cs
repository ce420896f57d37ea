using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>Silos in one process, and a client. What passes between them is written and read as it would be between processes.</summary>
public sealed class InProcessTestCluster : IAsyncDisposable
{
    readonly InProcessNetwork _network = new();
    readonly List<InProcessSiloHandle> _silos = [];
    ClusterClient? _router;
    GrainFactory? _client;
    short _made;

    internal InProcessTestCluster(InProcessTestClusterOptions options) => Options = options;

    /// <summary>How large the cluster began, and how its silos are set up.</summary>
    public InProcessTestClusterOptions Options { get; }

    /// <summary>The silos that run.</summary>
    public ReadOnlyCollection<InProcessSiloHandle> Silos => new([.. GetActiveSilos()]);

    /// <summary>A way in from outside the silos.</summary>
    /// <exception cref="InvalidOperationException">The cluster was not deployed.</exception>
    public IClusterClient Client => _client ?? throw new InvalidOperationException("Deploy the cluster first.");

    /// <summary>Starts the silos and the client.</summary>
    public async Task DeployAsync()
    {
        await StartSilosAsync(Options.InitialSilosCount);
        _router = new(_network, _network, SiloAddress.New(IPAddress.Loopback, 0, 0));
        _client = new(_router, new ServiceCollection().AddSingleton<IClusterClient>(_ => Client).BuildServiceProvider());
    }

    /// <summary>The silos that run.</summary>
    public IEnumerable<InProcessSiloHandle> GetActiveSilos()
    {
        lock (_silos)
            return [.. _silos.Where(s => s.IsActive)];
    }

    /// <summary>The services of a silo.</summary>
    /// <param name="silo">Which; any when null.</param>
    /// <exception cref="ArgumentException">No such silo runs.</exception>
    public IServiceProvider GetSiloServiceProvider(SiloAddress? silo = null) =>
        GetActiveSilos().FirstOrDefault(s => silo is null || s.SiloAddress.Equals(silo))?.ServiceProvider
        ?? throw new ArgumentException($"No silo runs at {silo}.", nameof(silo));

    /// <summary>Finds the activation of a grain on any silo; false without one.</summary>
    public bool TryGetGrainContext(GrainId grainId, [NotNullWhen(true)] out IGrainContext? grainContext)
    {
        grainContext = GetActiveSilos().Select(s => s.ServiceProvider.GetRequiredService<Silo>().Catalogue.Find(grainId)).FirstOrDefault(a => a is not null);
        return grainContext is not null;
    }

    /// <summary>Completes when the activation that the grain has now, if any, has left memory.</summary>
    public Task WaitForDeactivationAsync(GrainId grainId) => TryGetGrainContext(grainId, out var context) ? context.Deactivated : Task.CompletedTask;

    /// <summary>Takes a grain out of memory.</summary>
    public Task DeactivateAsync(GrainId grainId)
    {
        if (!TryGetGrainContext(grainId, out var context))
            return Task.CompletedTask;
        context.Deactivate(new(DeactivationReasonCode.ApplicationRequested, "The test asked to."));
        return context.Deactivated;
    }

    /// <summary>Starts one more silo.</summary>
    public async Task<InProcessSiloHandle> StartAdditionalSiloAsync() => (await StartSilosAsync(1))[0];

    /// <summary>Starts more silos.</summary>
    public async Task<List<InProcessSiloHandle>> StartSilosAsync(int silosToStart)
    {
        var started = new List<InProcessSiloHandle>();
        for (var i = 0; i < silosToStart; i++)
            started.Add(await StartSilo(_made++));
        return started;
    }

    /// <summary>Stops a silo; it finishes what it does and hands over.</summary>
    public Task StopSiloAsync(InProcessSiloHandle instance) => instance.StopSiloAsync(true);

    /// <summary>Kills a silo: nothing is finished, and its callers do not know what became of their calls.</summary>
    public Task KillSiloAsync(InProcessSiloHandle instance) => instance.StopSiloAsync(false);

    /// <summary>Stops all silos.</summary>
    public async Task StopSilosAsync()
    {
        foreach (var silo in GetActiveSilos())
            await silo.StopSiloAsync(true);
    }

    /// <summary>Stops the client and all silos.</summary>
    public Task StopAllSilosAsync()
    {
        _router?.Dispose();
        return StopSilosAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAllSilosAsync();
        foreach (var silo in _silos)
            await silo.DisposeAsync();
    }

    async Task<InProcessSiloHandle> StartSilo(short number)
    {
        var options = new InProcessTestSiloSpecificOptions { SiloName = $"Silo_{number}", SiloPort = 20_000 + number };
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<IMembership>(_network).AddSingleton<ILink>(_network);
        builder.UseOrleans(_ => { });
        Options.SiloHostConfigurationDelegates.ForEach(configure => configure(options, builder));
        builder.UseOrleans(silo => silo
            .Configure<SiloOptions>(o => o.SiloName = options.SiloName)
            .Configure<EndpointOptions>(o => (o.AdvertisedIPAddress, o.SiloPort) = (IPAddress.Loopback, options.SiloPort)));
        var host = builder.Build();
        await host.StartAsync();
        var handle = new InProcessSiloHandle
        {
            Name = options.SiloName,
            SiloAddress = host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress,
            SiloHost = host,
        };
        lock (_silos)
            _silos.Add(handle);
        return handle;
    }
}
