using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;
using Platform.Gateway.Contracts;
using Platform.Gateway.Problems;

namespace Platform.Gateway.Tenants;

/// <summary>The tenants that are closed for maintenance: by the setting <c>Gateway:Maintenance</c>, which is reloaded without a restart, or by an
/// operator's command, through the directory.</summary>
sealed class MaintenanceMode : IDisposable
{
    readonly IDisposable _reload;
    volatile FrozenSet<string> _closed = [];

    public MaintenanceMode(IConfiguration configuration)
    {
        _reload = ChangeToken.OnChange(configuration.GetReloadToken, Read);
        Read();

        void Read() => _closed = (configuration.GetSection("Gateway:Maintenance").Get<string[]>() ?? []).ToFrozenSet();
    }

    /// <summary>The problem to answer a request for this path with, or null where the tenant is open.</summary>
    public GatewayProblem? ProblemFor(DirectoryTenant tenant, PathString path)
    {
        if (_closed.Count > 0 && _closed.Contains(tenant.Id))
            return GatewayProblem.InMaintenance;
        if (tenant.Maintenance is not { Messages: var messages } || IsForOperators(path))
            return null;
        var problem = GatewayProblem.InMaintenance;
        return messages.GetValueOrDefault("fr") is { } french
            ? problem with { French = french, English = messages.GetValueOrDefault("en") ?? french }
            : problem;
    }

    // An operator who closed the site from its own console must be able to open it again.
    static bool IsForOperators(PathString path) =>
        path.StartsWithSegments("/operations") || path.StartsWithSegments("/api/operations") || path.StartsWithSegments("/look")
        || path.Value is "/sign-in" or "/sign-out" or "/language" or "/brand.css" or "/brand.svg";

    public void Dispose() => _reload.Dispose();
}
