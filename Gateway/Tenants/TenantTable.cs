using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Platform.Gateway.Configuration;
using Platform.Gateway.Contracts;
using Platform.Gateway.Problems;

namespace Platform.Gateway.Tenants;

/// <summary>Resolves the tenant of a host: an immutable table that is replaced whole when the directory changes, so that no request waits for a
/// lock and a new tenant needs no restart.</summary>
sealed class TenantTable(GatewaySettings settings, TimeProvider clock)
{
    volatile Snapshot? _current;
    volatile TaskCompletionSource _nextUpdate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Of the directory it was made from; null until it is loaded.</summary>
    public long? Version => _current?.Version;

    public bool IsReady => _current is not null;

    /// <summary>Completes when the directory was read for the first time.</summary>
    public Task Loaded
    {
        get
        {
            var next = _nextUpdate;
            return IsReady ? Task.CompletedTask : next.Task;
        }
    }

    public IReadOnlyList<HostedTenant> All => _current?.Tenants ?? [];

    /// <summary>The tenant of a host, or the problem: no tenant has it, or the directory is not loaded yet. Both from one snapshot, for the
    /// directory may be loaded in between.</summary>
    public bool TryFind(string? hostHeader, [NotNullWhen(true)] out HostedTenant? tenant, [NotNullWhen(false)] out GatewayProblem? problem)
    {
        (tenant, problem) = (null, null);
        if (_current is not { } current)
            problem = GatewayProblem.NoSilo;
        else if (!HostName.TryRead(hostHeader, out var name) || !current.ByHost.TryGetValue(name, out tenant))
            problem = GatewayProblem.UnknownHost;
        return problem is null;
    }

    /// <summary>Completes when every one of these hosts has a tenant.</summary>
    public async Task WaitForHosts(IEnumerable<string> hosts)
    {
        var awaited = hosts.ToArray();
        while (true)
        {
            var next = _nextUpdate;
            if (awaited.All(host => TryFind(host, out _, out _)))
                return;
            await next.Task;
        }
    }

    public void Update(TenantDirectory directory)
    {
        var previous = _current?.Tenants.ToDictionary(tenant => tenant.Definition.Id) ?? [];
        HostedTenant[] tenants = [.. directory.Tenants.Select(tenant => new HostedTenant(tenant, previous.GetValueOrDefault(tenant.Id), settings, clock))];
        var hosts = new Dictionary<string, HostedTenant>(StringComparer.OrdinalIgnoreCase);
        foreach (var tenant in tenants)
        {
            foreach (var host in tenant.Definition.Hosts)
                hosts[host] = tenant;
        }
        _current = new(directory.Version, tenants, hosts.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>());
        var update = _nextUpdate;
        _nextUpdate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        update.TrySetResult();
    }

    sealed record Snapshot(long Version, HostedTenant[] Tenants, FrozenDictionary<string, HostedTenant>.AlternateLookup<ReadOnlySpan<char>> ByHost);
}
