using System.Net;

namespace Orleans.Configuration;

/// <summary>What a cluster is called.</summary>
public class ClusterOptions
{
    /// <summary>One deployment; silos of different clusters do not meet.</summary>
    public string ClusterId { get; set; } = "default";

    /// <summary>The service, over all its deployments.</summary>
    public string ServiceId { get; set; } = "default";
}

/// <summary>What a silo is called.</summary>
public class SiloOptions
{
    /// <summary>For people. By default the machine's name.</summary>
    public string SiloName { get; set; } = Environment.MachineName;
}

/// <summary>Where a silo can be reached.</summary>
public class EndpointOptions
{
    /// <summary>The address that other silos use.</summary>
    public IPAddress AdvertisedIPAddress { get; set; } = IPAddress.Loopback;

    /// <summary>The port for other silos.</summary>
    public int SiloPort { get; set; } = 11111;
}

/// <summary>How calls travel.</summary>
public abstract class MessagingOptions
{
    /// <summary>How long a caller waits for an answer before it gets <see cref="TimeoutException"/>. The call may still take effect.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>How calls travel to and from a silo.</summary>
public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>How many calls may wait for one activation; more get <see cref="Runtime.LimitExceededException"/>. From 1.</summary>
    public int MaxEnqueuedRequestsHardLimit { get; set; } = 1000;
}

/// <summary>How calls travel from a client.</summary>
public class ClientMessagingOptions : MessagingOptions;

/// <summary>When an unused grain leaves memory.</summary>
public class GrainCollectionOptions
{
    /// <summary>How often idle grains are looked for.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a grain is unused before it may leave memory.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);
}
