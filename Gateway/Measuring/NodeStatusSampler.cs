using System.Reflection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Platform.Gateway.Contracts.Operations;

namespace Platform.Gateway.Measuring;

/// <summary>The figures of this gateway in the form that every node tells them.</summary>
sealed class NodeStatusSampler(GatewayStatus figures, IServer server, IConfiguration configuration, IHostApplicationLifetime life)
{
    const int Readings = 10;
    static readonly string Version = Assembly.GetEntryAssembly()?.GetName().Version?.ToString(3) ?? "0";

    readonly Queue<GatewaySnapshot> _earlier = new([figures.Read()]);
    GatewaySnapshot _before = figures.Read();
    TimeSpan _cpu = Environment.CpuUsage.TotalTime;

    /// <summary>As they were a second ago at most; null before the first time.</summary>
    public NodeStatus? Latest { get; private set; }

    /// <summary>Takes the figures of the time since the last taking. Called by one at a time.</summary>
    public NodeStatus Sample()
    {
        var (now, before, cpu) = (figures.Read(), _before, Environment.CpuUsage.TotalTime);
        var first = _earlier.Count > Readings ? _earlier.Dequeue() : _earlier.Peek();
        _earlier.Enqueue(now);
        _before = now;
        var since = Math.Max(0.001, (now.At - before.At).TotalSeconds);
        double Rate(double count) => Math.Round(count / since, 3);
        var (second, window) = (now.Total - before.Total, now.Total - first.Total);
        var used = cpu - _cpu;
        _cpu = cpu;
        return Latest = new(Name(), NodeKinds.Gateway, State(now), now.At, figures.Since, Version)
        {
            Address = Address(), Cpu = Rate(used.TotalSeconds), MemoryBytes = Environment.WorkingSet, MailboxDepth = now.InFlight,
            PerSecond = Rate(second.Requests), Shed = Rate(second.Shed), Failed = Rate(second.Failed),
            P50Ms = window.Delays.PercentileMs(0.5), P99Ms = window.Delays.PercentileMs(0.99),
            PerTenant = [.. now.Tenants.Where(tenant => (tenant.Counts - Of(first, tenant.Tenant)).Requests > 0).Select(tenant => new TenantLoad(
                tenant.Tenant, Rate((tenant.Counts - Of(before, tenant.Tenant)).Answered), (tenant.Counts - Of(first, tenant.Tenant)).Delays.PercentileMs(0.99),
                tenant.InFlight, Rate((tenant.Counts - Of(before, tenant.Tenant)).Shed)))],
        };
    }

    string State(GatewaySnapshot now) =>
        life.ApplicationStopping.IsCancellationRequested ? NodeStates.Draining
        : now.Silos.Any(silo => silo.IsHealthy) ? NodeStates.Serving : NodeStates.Unavailable;

    string? Address() => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();

    // By default the machine and its port: two gateways of one machine are told apart.
    string Name() => configuration["Gateway:Name"] is { Length: > 0 } name ? name
        : $"{Environment.MachineName}-gateway-{(Uri.TryCreate(Address()?.Replace("[::]", "localhost"), UriKind.Absolute, out var at) ? at.Port : 0)}";

    static RequestCounts Of(GatewaySnapshot reading, string tenant)
    {
        foreach (var one in reading.Tenants)
            if (one.Tenant == tenant)
                return one.Counts;
        return RequestCounts.None;
    }
}
