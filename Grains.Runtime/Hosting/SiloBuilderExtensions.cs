using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Settings of a silo.</summary>
public static class SiloBuilderExtensions
{
    /// <summary>Sets options.</summary>
    public static ISiloBuilder Configure<TOptions>(this ISiloBuilder builder, Action<TOptions> configureOptions) where TOptions : class
    {
        builder.Services.Configure(configureOptions);
        return builder;
    }
}

/// <summary>What a silo is part of.</summary>
public static class CoreHostingExtensions
{
    /// <summary>A cluster of one silo, in this process. No port is opened.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="siloPort">Stands in the silo's address.</param>
    /// <param name="gatewayPort">Of no use with one silo.</param>
    /// <param name="primarySiloEndpoint">Of no use with one silo.</param>
    /// <param name="serviceId">The name of the service.</param>
    /// <param name="clusterId">The name of the cluster.</param>
    public static ISiloBuilder UseLocalhostClustering(
        this ISiloBuilder builder, int siloPort = 11111, int gatewayPort = 30000, IPEndPoint? primarySiloEndpoint = null,
        string serviceId = "dev", string clusterId = "dev") =>
        builder
            .Configure<EndpointOptions>(o => (o.AdvertisedIPAddress, o.SiloPort) = (IPAddress.Loopback, siloPort))
            .Configure<ClusterOptions>(o => (o.ServiceId, o.ClusterId) = (serviceId, clusterId));
}

/// <summary>Filters around the calls that reach the grains of a silo.</summary>
public static class GrainCallFilterSiloBuilderExtensions
{
    /// <summary>Adds a filter, made once from the silo's services. Filters run in the order in which they were added.</summary>
    public static ISiloBuilder AddIncomingGrainCallFilter<TImplementation>(this ISiloBuilder builder)
        where TImplementation : class, IIncomingGrainCallFilter
    {
        builder.Services.AddSingleton<IIncomingGrainCallFilter, TImplementation>();
        return builder;
    }

    /// <summary>Adds a filter. Filters run in the order in which they were added.</summary>
    public static ISiloBuilder AddIncomingGrainCallFilter(this ISiloBuilder builder, IIncomingGrainCallFilter filter)
    {
        builder.Services.AddSingleton(filter);
        return builder;
    }
}
