using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>What a silo is made of, while it is being configured.</summary>
public interface ISiloBuilder
{
    /// <summary>The services of the host that the silo lives in.</summary>
    IServiceCollection Services { get; }

    /// <summary>The configuration of the host that the silo lives in.</summary>
    IConfiguration Configuration { get; }
}

sealed class SiloBuilder(IServiceCollection services, IConfiguration configuration) : ISiloBuilder
{
    public IServiceCollection Services { get; } = services;
    public IConfiguration Configuration { get; } = configuration;
}
