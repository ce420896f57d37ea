using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Platform.Tests.Cluster;

/// <summary>Silos with real sockets and a real table, in one process: each as alone as a process of its own.</summary>
sealed class Neighbours(ClusterDatabase database) : IAsyncDisposable
{
    readonly string _cluster = database.NewCluster();
    readonly List<Neighbour> _silos = [];

    public string Cluster => _cluster;

    public IReadOnlyList<Neighbour> All => _silos;

    /// <summary>Starts one and waits until it serves.</summary>
    public async Task<Neighbour> Start(LinkSecurity? security = null, bool waits = true)
    {
        var silo = new Neighbour(database.ConnectionString, _cluster, $"silo-{_silos.Count + 1}", security);
        _silos.Add(silo);
        await silo.Host.StartAsync();
        if (waits)
            await Fact.Is(() => silo.Membership.Trouble is null, () => $"{silo.Name} serves: {silo.Membership.Trouble}");
        return silo;
    }

    public async Task<IReadOnlyList<Neighbour>> Start(int count)
    {
        for (var i = 0; i < count; i++)
            await Start();
        await Agree(count);
        return _silos;
    }

    /// <summary>Waits until all that run know so many.</summary>
    public Task Agree(int count) => Fact.Is(
        () => _silos.Where(s => s.Runs).All(s => s.Membership.Live.Length == count),
        () => string.Join("; ", _silos.Select(s => $"{s.Name} knows {s.Membership.Live.Length}")));

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
            await silo.DisposeAsync();
    }
}

sealed class Neighbour : IAsyncDisposable
{
    public Neighbour(string connectionString, string cluster, string name, LinkSecurity? security)
    {
        Name = name;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.UseOrleans(silo => silo
            .UseAdoNetClustering(table => (table.Invariant, table.ConnectionString) = ("Npgsql", connectionString))
            .Configure<ClusterOptions>(options => options.ClusterId = cluster)
            .Configure<SiloOptions>(options => options.SiloName = name)
            .Configure<EndpointOptions>(options => (options.AdvertisedIPAddress, options.SiloPort) = (IPAddress.Loopback, Port)));
        builder.Services.AddSingleton(new ClusterSettings { Http = () => "http://" + name, Security = security });
        Host = builder.Build();
    }

    public string Name { get; }

    public int Port { get; }

    public IHost Host { get; }

    public bool Runs { get; private set; } = true;

    public TableMembership Membership => Host.Services.GetRequiredService<TableMembership>();

    public SiloLink Link => Host.Services.GetRequiredService<SiloLink>();

    public SiloAddress Address => Host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    public IGrainFactory Grains => Host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>As a process that ends without a word: sockets and session go with it.</summary>
    public void Kill()
    {
        Runs = false;
        Membership.Dispose();
        Link.Dispose();
    }

    public async Task Stop()
    {
        Runs = false;
        await Host.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Runs)
            await Stop();
        Link.Dispose();
        Host.Dispose();
    }
}

/// <summary>Waits for a fact with a deadline, never for time.</summary>
static class Fact
{
    public static async Task Is(Func<bool> fact, Func<string>? otherwise = null)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!fact())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(20), otherwise?.Invoke() ?? "It did not come true within twenty seconds.");
            await Task.Delay(2);
        }
    }
}
