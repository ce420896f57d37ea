using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Microsoft.Extensions.Hosting;

/// <summary>Makes a host a silo.</summary>
public static class OrleansSiloGenericHostExtensions
{
    /// <summary>Makes the host a silo, which starts and stops with it.</summary>
    public static IHostApplicationBuilder UseOrleans(this IHostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
    {
        AddSilo(hostAppBuilder.Services);
        configureDelegate(new SiloBuilder(hostAppBuilder.Services, hostAppBuilder.Configuration));
        return hostAppBuilder;
    }

    /// <inheritdoc cref="UseOrleans(IHostApplicationBuilder, Action{ISiloBuilder})"/>
    public static IHostBuilder UseOrleans(this IHostBuilder hostBuilder, Action<ISiloBuilder> configureDelegate) =>
        hostBuilder.ConfigureServices((context, services) =>
        {
            AddSilo(services);
            configureDelegate(new SiloBuilder(services, context.Configuration));
        });

    static void AddSilo(IServiceCollection services)
    {
        if (services.Any(s => s.ServiceType == typeof(Silo)))
            return;
        services.AddOptions();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IMembership, LoneSilo>();
        services.AddSingleton<Silo>();
        services.AddSingleton<ILocalSiloDetails>(s => s.GetRequiredService<Silo>());
        services.TryAddSingleton<IClusterClient>(s => new GrainFactory(s.GetRequiredService<Silo>(), s));
        services.TryAddSingleton<IGrainFactory>(s => s.GetRequiredService<IClusterClient>());
        services.AddHostedService<SiloService>();
    }
}
