using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;
using Platform.Gateway.Contracts;
using Platform.Gateway.Refusals;

namespace Platform.Gateway.Pages;

/// <summary>The tenants that are closed for a while: by the setting, which is followed without a restart, or by an operator's order, which
/// the directory tells.</summary>
sealed class MaintenanceMode : IDisposable
{
    readonly IDisposable _following;
    volatile FrozenSet<string> _closed = [];

    public MaintenanceMode(IConfiguration configuration)
    {
        _following = ChangeToken.OnChange(configuration.GetReloadToken, Read);
        Read();

        void Read() => _closed = (configuration.GetSection("Gateway:Maintenance").Get<string[]>() ?? []).ToFrozenSet();
    }

    /// <summary>What is told instead of this path, or null where the tenant is open.</summary>
    public GatewayProblem? ProblemFor(DirectoryTenant tenant, PathString path)
    {
        if (_closed.Count > 0 && _closed.Contains(tenant.Id))
            return GatewayProblem.InMaintenance;
        if (tenant.Maintenance is not { Messages: var told } || IsOperators(path))
            return null;
        var refusal = GatewayProblem.InMaintenance;
        return told.GetValueOrDefault("fr") is { } french
            ? refusal with { French = french, English = told.GetValueOrDefault("en") ?? french }
            : refusal;
    }

    // Whoever closed the site from its own console must be able to open it again.
    static bool IsOperators(PathString path) =>
        path.StartsWithSegments("/operations") || path.StartsWithSegments("/api/operations") || path.StartsWithSegments("/look")
        || path.Value is "/sign-in" or "/sign-out" or "/language" or "/brand.css" or "/brand.svg";

    public void Dispose() => _following.Dispose();
}
