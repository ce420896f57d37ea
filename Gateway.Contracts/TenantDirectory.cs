namespace Platform.Gateway.Contracts;

/// <summary>What a gateway knows of the tenants, as a silo answers at <see cref="Path"/>.</summary>
/// <remarks><c>GET /edge/directory?after=VERSION</c>, with a context of <see cref="Roles.Gateway"/>, is a long poll: it answers as soon as the
/// version differs from the one given, or after 20 seconds with the same. A gateway that asks again at once hears of a change at once.</remarks>
/// <param name="Version">Raised by every change of any tenant.</param>
/// <param name="Tenants">All of them.</param>
public sealed record TenantDirectory(long Version, IReadOnlyList<DirectoryTenant> Tenants)
{
    /// <summary>The endpoint of a silo.</summary>
    public const string Path = "/edge/directory";
}

/// <summary>One tenant, as a gateway needs it.</summary>
/// <param name="Id">The tenant.</param>
/// <param name="Name">The public name.</param>
/// <param name="Hosts">Exact hosts, lower case, without a port.</param>
/// <param name="Languages">Of its pages, the default first.</param>
/// <param name="Brand">Colours and monogram, for the gateway's own pages.</param>
/// <param name="Keys">Its API keys.</param>
/// <param name="PerSecond">Requests a second; beyond, 429.</param>
/// <param name="Concurrent">Requests in flight at once; beyond, 429.</param>
public sealed record DirectoryTenant(
    string Id, string Name, IReadOnlyList<string> Hosts, IReadOnlyList<string> Languages, DirectoryBrand Brand,
    IReadOnlyList<DirectoryKey> Keys, int PerSecond, int Concurrent)
{
    /// <summary>The site is closed: gateways answer with this, except to what the operator needs. Null where it is open.</summary>
    public DirectoryMaintenance? Maintenance { get; init; }

    /// <summary>An operator declared a crisis: the tenant's high load is expected, and the noisy-neighbour limit does not apply.</summary>
    public bool InCrisis { get; init; }
}

/// <summary>A tenant's maintenance page.</summary>
/// <param name="Messages">The public message by language; empty for the gateway's own sentence.</param>
public sealed record DirectoryMaintenance(IReadOnlyDictionary<string, string> Messages);

/// <summary>The brand of a tenant's pages: colours as <c>#rrggbb</c>, and a monogram.</summary>
public sealed record DirectoryBrand(string Primary, string Accent, string Monogram);

/// <summary>An API key: the SHA-256 of its text in lower-case hexadecimal, and its scopes.</summary>
public sealed record DirectoryKey(string Name, string Hash, IReadOnlyList<string> Scopes);
