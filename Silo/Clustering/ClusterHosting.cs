using System.Net;
using Orleans.Configuration;
using Orleans.Serialization;
using Platform.Gateway.Contracts;
using Platform.Grains.Interfaces.Operations;
using Platform.Grains.Tenancy;
using Platform.Web.GatewayFeeds;

namespace Platform.Silo.Clustering;

/// <summary>Hosts the grains in this process, alone or as one silo of a cluster. Settings: the section <c>Cluster</c>, docs/settings.md.</summary>
static class ClusterHosting
{
    public static void AddCluster(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<LostSiloDetector>().AddSingleton<SiloDirectory>().AddSingleton<ISiloDirectory>(services => services.GetRequiredService<SiloDirectory>())
            .AddHostedService(services => services.GetRequiredService<SiloDirectory>());
        builder.Services.AddSingleton<GracefulShutdown>().AddSingleton<ILongPollShutdown>(services => services.GetRequiredService<GracefulShutdown>())
            .AddHostedService(services => services.GetRequiredService<GracefulShutdown>());
        builder.Services.AddSingleton<ISiloNotices, SiloNotices>().AddSingleton<DatabaseLossMonitor>();
        var settings = builder.Configuration.GetSection("Cluster");
        if (settings["Provider"] == "Postgres")
            builder.PrepareMembership(settings);
        builder.UseOrleans(silo =>
        {
            switch (settings["Provider"] ?? "Localhost")
            {
                case "Localhost":
                    silo.UseLocalhostClustering(
                        siloPort: settings.GetValue("SiloPort", 0) is > 0 and var port ? port : FreePort(), gatewayPort: 0,
                        primarySiloEndpoint: null, serviceId: "platform", clusterId: ClusterId(settings));
                    break;
                case "Postgres":
                    Join(silo, settings, Database(silo.Configuration));
                    break;
                case var other:
                    throw new InvalidOperationException($"Cluster:Provider is '{other}': write Localhost (one silo) or Postgres.");
            }
            silo.Configure<SiloOptions>(options => options.SiloName = SiloIdentity.MemberName(silo.Configuration));
            silo.Services.AddExceptionSerialization();
            silo.AddBroadcastChannel(SiloNotices.Channel);
            silo.AddIncomingGrainCallFilter<TenantBoundary>();
            silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = TimeSpan.FromMinutes(15));
            // Less than the timeout of the gateway: a caller hears 503 and Retry-After, never a cut line.
            silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(10));
            silo.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(10));
        });
    }

    /// <summary>An exception crosses silos whole, whatever it was caused by: by default a cause of Npgsql's cannot be written, and a database
    /// that is away was an error of ours to a caller at another silo.</summary>
    internal static void AddExceptionSerialization(this IServiceCollection services) =>
        services.Configure<ExceptionSerializationOptions>(static options => options.SupportedExceptionTypeFilter = static _ => true);

    // A hosted service, and so registered before Orleans: it has ended when Orleans joins.
    static void PrepareMembership(this WebApplicationBuilder builder, IConfigurationSection settings)
    {
        var endpoint = new IPEndPoint(Address(settings), SiloIdentity.SiloPort(builder.Configuration));
        SiloIdentity.CheckAddress(builder.Configuration);
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<MembershipPreparation>(
            services, Database(builder.Configuration), ClusterId(settings), endpoint));
    }

    static string Database(IConfiguration configuration) =>
        configuration["Cluster:ConnectionString"] ?? (configuration["Journal:Provider"] == "Postgres" ? configuration["Journal:ConnectionString"] : null)
            ?? throw new InvalidOperationException("Cluster:Provider is Postgres, and so must Journal:Provider be: silos of one cluster share one journal.");

    static IPAddress Address(IConfigurationSection settings) => IPAddress.Parse(settings["Address"] ?? "127.0.0.1");

    static string ClusterId(IConfigurationSection settings) => settings["Id"] ?? "platform";

    static void Join(ISiloBuilder silo, IConfigurationSection settings, string database)
    {
        var address = Address(settings);
        silo.Services.AddHostedService(services => services.GetRequiredService<DatabaseLossMonitor>());
        silo.UseAdoNetClustering(table => (table.Invariant, table.ConnectionString) = ("Npgsql", database));
        silo.Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = ("platform", ClusterId(settings)));
        silo.Configure<EndpointOptions>(endpoint =>
            (endpoint.AdvertisedIPAddress, endpoint.SiloPort, endpoint.GatewayPort) = (address, SiloIdentity.SiloPort(silo.Configuration), 0));
        silo.UseClusterTls(settings, address);
        // By default a frozen silo's grains answer elsewhere after 60 s; with probes of 1 s after less than 2 s. Orleans shortens a probe to half of
        // this: at 750 ms a silo that had just started, and stalled for 1.3 s, was declared dead. A killed one is found without: LostSiloDetector.
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromMilliseconds(settings.GetValue("ProbeMs", 1_000));
            membership.NumMissedProbesLimit = 2;
            membership.EnableConnectionLivenessCheck = false;
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        });
        silo.Configure<ConnectionOptions>(connection =>
            (connection.OpenConnectionTimeout, connection.ConnectionRetryDelay) = (TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(200)));
    }

    // One silo alone: nobody else needs to know the port, and several may run on one machine (tests, two demonstrations).
    static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
