using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Platform.Gateway.Contracts.Operations;
using Platform.Gateway.Telemetry;

namespace Platform.Gateway.Monitoring;

/// <summary>Samples this gateway in the form in which every node reports its status.</summary>
sealed class NodeStatusSampler(GatewayStatus status, IServer server, IConfiguration configuration, IHostApplicationLifetime lifetime)
{
    const int WindowSeconds = 10;
    static readonly string Version = Assembly.GetEntryAssembly()?.GetName().Version?.ToString(3) ?? "0";

    readonly Queue<GatewaySnapshot> _window = new([status.Read()]);
    GatewaySnapshot _previous = status.Read();
    TimeSpan _cpu = Environment.CpuUsage.TotalTime;

    /// <summary>The latest sample, at most a second old; null before the first.</summary>
    public NodeStatus? Latest { get; private set; }

    /// <summary>Takes a sample of the time since the previous one. Called once a second, by one thread.</summary>
    public NodeStatus Sample()
    {
        var (now, previous, cpu) = (status.Read(), _previous, Environment.CpuUsage.TotalTime);
        var first = _window.Count > WindowSeconds ? _window.Dequeue() : _window.Peek();
        _window.Enqueue(now);
        _previous = now;
        var elapsed = Math.Max(0.001, (now.At - previous.At).TotalSeconds);
        double Rate(double count) => Math.Round(count / elapsed, 3);
        var (second, window) = (now.Total - previous.Total, now.Total - first.Total);
        var used = cpu - _cpu;
        _cpu = cpu;
        return Latest = new(Name(), NodeKinds.Gateway, State(now), now.At, status.Since, Version)
        {
            Address = Address(), Cpu = Rate(used.TotalSeconds), MemoryBytes = Environment.WorkingSet, MailboxDepth = now.InFlight,
            PerSecond = Rate(second.Requests), Shed = Rate(second.Shed), Failed = Rate(second.Failed),
            P50Ms = window.Latencies.PercentileMs(0.5), P99Ms = window.Latencies.PercentileMs(0.99),
            PerTenant = [.. now.Tenants.Where(tenant => (tenant.Counts - CountsOf(first, tenant.Tenant)).Requests > 0).Select(tenant => new TenantLoad(
                tenant.Tenant, Rate((tenant.Counts - CountsOf(previous, tenant.Tenant)).Answered), (tenant.Counts - CountsOf(first, tenant.Tenant)).Latencies.PercentileMs(0.99),
                tenant.InFlight, Rate((tenant.Counts - CountsOf(previous, tenant.Tenant)).Shed)))],
        };
    }

    string State(GatewaySnapshot now) =>
        lifetime.ApplicationStopping.IsCancellationRequested ? NodeStates.Draining
        : now.Silos.Any(silo => silo.IsHealthy) ? NodeStates.Serving : NodeStates.Unavailable;

    string? Address() => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();

    // By default the machine and the port: two gateways of one machine are told apart.
    string Name() => configuration["Gateway:Name"] is { Length: > 0 } name ? name
        : $"{Environment.MachineName}-gateway-{(Uri.TryCreate(Address()?.Replace("[::]", "localhost"), UriKind.Absolute, out var address) ? address.Port : 0)}";

    static RequestCounts CountsOf(GatewaySnapshot snapshot, string tenant)
    {
        foreach (var one in snapshot.Tenants)
            if (one.Tenant == tenant)
                return one.Counts;
        return RequestCounts.None;
    }
}
