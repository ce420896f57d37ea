using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Orleans.TestingHost;

/// <summary>Describes a cluster of silos in one process, for tests.</summary>
public sealed class InProcessTestClusterBuilder
{
    /// <summary>A cluster of one silo.</summary>
    public InProcessTestClusterBuilder() : this(1) { }

    /// <summary>A cluster that begins with so many silos.</summary>
    /// <param name="initialSilosCount">From 1.</param>
    public InProcessTestClusterBuilder(short initialSilosCount) => Options = new() { InitialSilosCount = initialSilosCount };

    /// <summary>How large the cluster begins.</summary>
    public InProcessTestClusterOptions Options { get; }

    /// <summary>Sets up the host of each silo.</summary>
    public InProcessTestClusterBuilder ConfigureHost(Action<IHostApplicationBuilder> configureDelegate) =>
        ConfigureSiloHost((_, host) => configureDelegate(host));

    /// <summary>Sets up each silo.</summary>
    public InProcessTestClusterBuilder ConfigureSilo(Action<InProcessTestSiloSpecificOptions, ISiloBuilder> configureSiloDelegate) =>
        ConfigureSiloHost((options, host) => host.UseOrleans(silo => configureSiloDelegate(options, silo)));

    /// <summary>Sets up the host of each silo, knowing which silo it is.</summary>
    public InProcessTestClusterBuilder ConfigureSiloHost(Action<InProcessTestSiloSpecificOptions, IHostApplicationBuilder> configureSiloHostDelegate)
    {
        Options.SiloHostConfigurationDelegates.Add(configureSiloHostDelegate);
        return this;
    }

    /// <summary>The cluster, not started yet.</summary>
    public InProcessTestCluster Build() => new(Options);
}

/// <summary>How large a test cluster begins, and how its silos are set up.</summary>
public sealed class InProcessTestClusterOptions
{
    /// <summary>How many silos are started with the cluster. From 1.</summary>
    public short InitialSilosCount { get; set; }

    /// <summary>What sets up the host of each silo.</summary>
    public List<Action<InProcessTestSiloSpecificOptions, IHostApplicationBuilder>> SiloHostConfigurationDelegates { get; } = [];
}

/// <summary>Which silo of a test cluster is being set up.</summary>
public sealed class InProcessTestSiloSpecificOptions
{
    /// <summary>Tells the silo apart. No port is opened.</summary>
    public int SiloPort { get; set; }

    /// <summary>The silo's name.</summary>
    public string SiloName { get; set; } = "";
}
