using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Silos that find each other in a database.</summary>
public static class AdoNetHostingExtensions
{
    /// <summary>Makes the silo one of a cluster whose members stand in a PostgreSQL database; the tables are there when it starts, or come later.</summary>
    public static ISiloBuilder UseAdoNetClustering(this ISiloBuilder builder, Action<AdoNetClusteringSiloOptions> configureOptions)
    {
        builder.Services.Configure(configureOptions);
        builder.Services.TryAddSingleton<ClusterSettings>();
        builder.Services.AddSingleton<SiloLink>().AddSingleton<ILink>(s => s.GetRequiredService<SiloLink>());
        builder.Services.AddSingleton<TableMembership>();
        builder.Services.Replace(ServiceDescriptor.Singleton<IMembership>(s => s.GetRequiredService<TableMembership>()));
        return builder;
    }
}
