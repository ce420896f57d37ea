using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;

namespace Platform.Gateway;

/// <summary>The tenants that are closed for a while; follows its setting without a restart.</summary>
sealed class Maintenance : IDisposable
{
    readonly IDisposable _following;
    volatile FrozenSet<string> _closed = [];

    public Maintenance(IConfiguration configuration)
    {
        _following = ChangeToken.OnChange(configuration.GetReloadToken, Read);
        Read();

        void Read() => _closed = (configuration.GetSection("Gateway:Maintenance").Get<string[]>() ?? []).ToFrozenSet();
    }

    public bool Closes(string tenant) => _closed.Count > 0 && _closed.Contains(tenant);

    public void Dispose() => _following.Dispose();
}
