using Platform.Gateway.Configuration;

namespace Platform.Gateway.Admission;

/// <summary>Bounds the bodies that are still arriving, by number and by bytes in memory: for each client address, each tenant, and all. Thread-safe.</summary>
/// <remarks>A small body that came with its headers is not counted: it waits for nobody, and what is forwarded at once is bounded already. So a
/// contact costs nothing here, and one stranger who sends slowly takes a few dozen places of thousands.</remarks>
sealed class IncomingBodies(GatewaySettings settings)
{
    /// <summary>The largest body, in bytes, that is not counted where it is there at once.</summary>
    public const int Small = 16 * 1024;

    // Of all: what the bodies of one tenant, and of one client, may hold.
    const int TenantFraction = 4, ClientFraction = 8;

    readonly Lock _changing = new();
    readonly Dictionary<ClientAddress, Usage> _clients = [];
    readonly Dictionary<string, Usage> _tenants = [];
    readonly long _mostBytes = settings.BufferMegabytes * 1024L * 1024;
    Usage _all;

    /// <summary>Bodies that are arriving, and bytes that are held, by all.</summary>
    public (int Bodies, long Bytes) InUse
    {
        get
        {
            lock (_changing)
                return (_all.Bodies, _all.Bytes);
        }
    }

    /// <summary>Begins a body; null where it exceeds a bound, which <paramref name="exceeded"/> names.</summary>
    /// <param name="client">Who sends it.</param>
    /// <param name="tenant">Whom to.</param>
    /// <param name="bytes">The most that it may take in memory; 0 where it is not buffered.</param>
    /// <param name="exceeded">The bound.</param>
    public IncomingBody? TryBegin(ClientAddress client, string tenant, long bytes, out BodyBound exceeded)
    {
        lock (_changing)
        {
            var (byClient, byTenant) = (_clients.GetValueOrDefault(client), _tenants.GetValueOrDefault(tenant));
            exceeded = byClient.Bodies >= settings.BodiesPerClient || byClient.Bytes + bytes > _mostBytes / ClientFraction ? BodyBound.Client
                : byTenant.Bodies >= settings.BodiesAtOnce / TenantFraction || byTenant.Bytes + bytes > _mostBytes / TenantFraction ? BodyBound.Tenant
                : _all.Bodies >= settings.BodiesAtOnce || _all.Bytes + bytes > _mostBytes ? BodyBound.All
                : BodyBound.None;
            if (exceeded is not BodyBound.None)
                return null;
            Add(client, tenant, 1, bytes);
        }
        return new(this, client, tenant, bytes);
    }

    internal void Change(ClientAddress client, string tenant, int bodies, long bytes)
    {
        lock (_changing)
            Add(client, tenant, bodies, bytes);
    }

    void Add(ClientAddress client, string tenant, int bodies, long bytes)
    {
        Add(_clients, client, bodies, bytes);
        Add(_tenants, tenant, bodies, bytes);
        _all = _all.Plus(bodies, bytes);
    }

    // What is back at nothing is forgotten: strangers cannot fill the memory with addresses.
    static void Add<TKey>(Dictionary<TKey, Usage> usages, TKey key, int bodies, long bytes) where TKey : notnull
    {
        var usage = usages.GetValueOrDefault(key).Plus(bodies, bytes);
        if (usage == default)
            usages.Remove(key);
        else
            usages[key] = usage;
    }

    readonly record struct Usage(int Bodies, long Bytes)
    {
        public Usage Plus(int bodies, long bytes) => new(Bodies + bodies, Bytes + bytes);
    }
}

/// <summary>A body that is counted until it is disposed.</summary>
sealed class IncomingBody(IncomingBodies all, ClientAddress client, string tenant, long bytes) : IDisposable
{
    int _bodies = 1;
    long _bytes = bytes;

    /// <summary>It is there, with so many bytes: they stay in memory until the request is answered.</summary>
    public void Arrived(long length)
    {
        all.Change(client, tenant, -_bodies, length - _bytes);
        (_bodies, _bytes) = (0, length);
    }

    public void Dispose()
    {
        all.Change(client, tenant, -_bodies, -_bytes);
        (_bodies, _bytes) = (0, 0);
    }
}

/// <summary>Which bound a body exceeds.</summary>
enum BodyBound
{
    /// <summary>None.</summary>
    None,

    /// <summary>That of its client's address.</summary>
    Client,

    /// <summary>That of its tenant.</summary>
    Tenant,

    /// <summary>That of the gateway.</summary>
    All,
}
