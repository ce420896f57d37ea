using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Platform.Gateway.Contracts;
using Platform.Gateway.Refusals;

namespace Platform.Gateway.Tenants;

/// <summary>Whose host is whose: replaced whole when the directory changes, so that no request waits and no restart is needed.</summary>
sealed class TenantTable(GatewaySettings settings, TimeProvider clock)
{
    volatile Snapshot? _current;
    volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Of the directory it was made from; null until a silo has told.</summary>
    public long? Version => _current?.Version;

    public bool IsReady => _current is not null;

    /// <summary>Completes when a silo has told.</summary>
    public Task Loaded
    {
        get
        {
            var next = _next;
            return IsReady ? Task.CompletedTask : next.Task;
        }
    }

    public IReadOnlyList<HostedTenant> All => _current?.Tenants ?? [];

    /// <summary>Whose host it is; else why that is not said: it is nobody's, or no silo has told of anybody yet. Of one moment, for a silo may
    /// tell in the next.</summary>
    public bool TryFind(string? hostHeader, [NotNullWhen(true)] out HostedTenant? tenant, [NotNullWhen(false)] out GatewayProblem? why)
    {
        (tenant, why) = (null, null);
        if (_current is not { } current)
            why = GatewayProblem.NoSilo;
        else if (!HostName.TryRead(hostHeader, out var name) || !current.ByHost.TryGetValue(name, out tenant))
            why = GatewayProblem.UnknownHost;
        return why is null;
    }

    /// <summary>Completes when every one of these hosts is somebody's.</summary>
    public async Task WaitForHosts(IEnumerable<string> hosts)
    {
        var awaited = hosts.ToArray();
        while (true)
        {
            var next = _next;
            if (awaited.All(host => TryFind(host, out _, out _)))
                return;
            await next.Task;
        }
    }

    public void Update(TenantDirectory directory)
    {
        var before = _current?.Tenants.ToDictionary(tenant => tenant.Definition.Id) ?? [];
        HostedTenant[] tenants = [.. directory.Tenants.Select(told => new HostedTenant(told, before.GetValueOrDefault(told.Id), settings, clock))];
        var hosts = new Dictionary<string, HostedTenant>(StringComparer.OrdinalIgnoreCase);
        foreach (var tenant in tenants)
        {
            foreach (var host in tenant.Definition.Hosts)
                hosts[host] = tenant;
        }
        _current = new(directory.Version, tenants, hosts.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>());
        var told = _next;
        _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        told.TrySetResult();
    }

    sealed record Snapshot(long Version, HostedTenant[] Tenants, FrozenDictionary<string, HostedTenant>.AlternateLookup<ReadOnlySpan<char>> ByHost);
}
