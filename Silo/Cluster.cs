using System.Net;
using Orleans.Configuration;
using Orleans.Hosting;
using Platform.Citizens;
using Platform.Operations;
using Platform.Silos;
using Platform.Tenants;
#if !ORLEANS
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Orleans.Runtime;
#endif

namespace Platform.Hosting;

/// <summary>The only file that knows how grains are hosted. It compiles against Grains.Runtime and, with <c>-p:GrainRuntime=Orleans</c>,
/// against Microsoft Orleans: docs/decisions/0001 and 0005.</summary>
static class Cluster
{
    /// <summary>Hosts the grains in this process, alone or as one of a cluster. Settings: the section <c>Cluster</c>, docs/settings.md.</summary>
    public static void AddCluster(this WebApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
        var settings = silo.Configuration.GetSection("Cluster");
        switch (settings["Provider"] ?? "Localhost")
        {
            case "Localhost":
                silo.Services.AddSingleton<ISiloRegister, LoneRegister>().AddSingleton<IHomes, OneHome>();
                silo.UseLocalhostClustering(
                    siloPort: settings.GetValue("SiloPort", 11111), gatewayPort: settings.GetValue("GatewayPort", 30000),
                    primarySiloEndpoint: null, serviceId: "platform", clusterId: settings["Id"] ?? "platform");
                break;
            case "Postgres":
                Join(silo, settings);
                break;
            case var other:
                throw new InvalidOperationException($"Cluster:Provider is '{other}': write Localhost (one silo) or Postgres.");
        }
        silo.AddIncomingGrainCallFilter<TenantBoundary>();
        silo.AddIncomingGrainCallFilter<CallWitness>();
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = TimeSpan.FromMinutes(15));
        // Less than the patience of the gateway: a caller hears 503 and Retry-After, never a cut line.
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(10));
        silo.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(10));
    });

    static void Join(ISiloBuilder silo, IConfigurationSection settings)
    {
        var database = settings["ConnectionString"] ?? silo.Configuration["Journal:ConnectionString"];
        if (silo.Configuration["Journal:Provider"] != "Postgres" && settings["ConnectionString"] is null)
            throw new InvalidOperationException("Cluster:Provider is Postgres, and so must Journal:Provider be: silos of one cluster share one journal.");
        var address = IPAddress.Parse(settings["Address"] ?? "127.0.0.1");
        silo.UseAdoNetClustering(table => (table.Invariant, table.ConnectionString) = ("Npgsql", database!));
        silo.Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = ("platform", settings["Id"] ?? "platform"));
        silo.Configure<SiloOptions>(options => options.SiloName = SiloNames.Name(silo.Configuration));
        silo.Configure<EndpointOptions>(endpoint => (endpoint.AdvertisedIPAddress, endpoint.SiloPort) = (address, SiloNames.SiloPort(silo.Configuration)));
#if ORLEANS
        silo.Services.AddSingleton<ISiloRegister, LoneRegister>().AddSingleton<IHomes, OneHome>();
        silo.Configure<EndpointOptions>(endpoint => endpoint.GatewayPort = settings.GetValue("GatewayPort", 30000));
        // Measured: with these a frozen silo's grains answer elsewhere after 1.4 s and a killed one's after 0.7 s; by default after 60 and 6.
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.NumMissedProbesLimit = 2;
            membership.EnableConnectionLivenessCheck = false;
        });
#else
        var security = LinkSecurity.Read(settings["Certificate"], settings["CertificateKey"], settings["Authority"], address);
        silo.Services.AddSingleton(services => new ClusterSettings
        {
            Security = security,
            Lease = Milliseconds("LeaseMs", 1300),
            Renewal = Milliseconds("RenewalMs", 300),
            Silence = Milliseconds("SilenceMs", 750),
            Http = () => services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.IsCancellationRequested
                ? SiloNames.Address(silo.Configuration, services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>())
                : null,
        });
        silo.Services.AddSingleton<ISiloRegister, TableRegister>().AddSingleton<IHomes, TableHomes>();

        TimeSpan Milliseconds(string name, int otherwise) => TimeSpan.FromMilliseconds(settings.GetValue(name, otherwise));
#endif
    }

    // Every file lives here, or nobody tells where: Orleans places grains by its own directory.
    sealed class OneHome : IHomes
    {
        public string? Elsewhere(TenantId tenant, CitizenId citizen) => null;
    }

#if !ORLEANS
    // Files live where the built-in runtime places their grains.
    sealed class TableHomes(TableMembership membership) : IHomes
    {
        static readonly GrainType Kind = GrainType.Create(CitizenGrain.Kind);

        public string? Elsewhere(TenantId tenant, CitizenId citizen) =>
            membership.Live.Length > 1 ? membership.Elsewhere(GrainId.Create(Kind, TenantKey.Of(tenant, citizen.ToString()))) : null;
    }

    // The list of silos as the built-in runtime keeps it.
    sealed class TableRegister : ISiloRegister
    {
        // Gateways that listen hear at once, those that ask do so every second.
        static readonly TimeSpan Notice = TimeSpan.FromSeconds(1);

        readonly TableMembership _membership;
        volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TableRegister(TableMembership membership, IHostApplicationLifetime life)
        {
            _membership = membership;
            membership.DrainAsked += life.StopApplication;
            membership.Listed += () => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }

        public string? Trouble => _membership.Trouble;

        public CancellationToken Fence => _membership.Fence;

        public long Version => _membership.Rows.Version;

        public SiloList List() => new(
            Version,
            [.. _membership.Rows.Living.Where(silo => silo.Answers).Select(silo => new SiloEntry(silo.Name, silo.Http, silo.Stage is SiloStage.Draining))]);

        public async Task Change(long after, TimeSpan patience, CancellationToken cancellation)
        {
            var next = _next;
            if (Version == after)
                await next.Task.WaitAsync(patience, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        public void Leave()
        {
            _membership.Drain();
            Thread.Sleep(Notice);
        }

        public Task<bool> AskToDrain(string name, CancellationToken cancellation) => _membership.AskToDrain(name, cancellation);
    }
#endif
}
