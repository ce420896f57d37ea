namespace Platform.Gateway.Contracts;

/// <summary>What a gateway knows of the tenants, as a silo tells it at <see cref="Path"/>.</summary>
/// <remarks><c>GET /edge/directory?after=VERSION</c>, with a context of <see cref="Roles.Gateway"/>, answers as soon as the version is
/// another than the one given, or after 20 seconds with the same: a gateway that asks again at once is told of a change at once.</remarks>
/// <param name="Version">Raised by every change of any tenant.</param>
/// <param name="Tenants">All of them.</param>
public sealed record TenantDirectory(long Version, IReadOnlyList<DirectoryTenant> Tenants)
{
    /// <summary>Where a silo tells it.</summary>
    public const string Path = "/edge/directory";
}

/// <summary>One tenant, as a gateway needs it.</summary>
/// <param name="Id">The tenant.</param>
/// <param name="Name">As the public reads it.</param>
/// <param name="Hosts">Exact hosts, lower case, without a port.</param>
/// <param name="Languages">Of its pages, the default first.</param>
/// <param name="Brand">Colours and monogram, for the gateway's own few pages.</param>
/// <param name="Keys">The machines it lets in.</param>
/// <param name="PerSecond">Requests a second before 429.</param>
/// <param name="Concurrent">Requests under way at once before 429.</param>
public sealed record DirectoryTenant(
    string Id, string Name, IReadOnlyList<string> Hosts, IReadOnlyList<string> Languages, DirectoryBrand Brand,
    IReadOnlyList<DirectoryKey> Keys, int PerSecond, int Concurrent)
{
    /// <summary>Its site is closed: gateways show this, but for what the operator needs. Null where it is open.</summary>
    public DirectoryMaintenance? Maintenance { get; init; }

    /// <summary>An operator declared a crisis: that it asks far more than others is known, and right.</summary>
    public bool InCrisis { get; init; }
}

/// <summary>A tenant's maintenance page.</summary>
/// <param name="Messages">What the public reads, by language; empty for the gateway's own sentence.</param>
public sealed record DirectoryMaintenance(IReadOnlyDictionary<string, string> Messages);

/// <summary>How a tenant's pages look.</summary>
public sealed record DirectoryBrand(string Primary, string Accent, string Monogram);

/// <summary>A machine's key: SHA-256 in lower-case hexadecimal, and what it may do.</summary>
public sealed record DirectoryKey(string Name, string Hash, IReadOnlyList<string> Scopes);
