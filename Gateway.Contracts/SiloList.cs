namespace Platform.Gateway.Contracts;

/// <summary>The active silos, as any silo answers at <see cref="Path"/>.</summary>
/// <remarks><c>GET /edge/silos?after=VERSION</c>, with a context of <see cref="Roles.Gateway"/>, is a long poll: it answers as soon as the
/// version differs from the one given, or after 25 seconds with the same.</remarks>
/// <param name="Version">A digest of the list: differs after every change, equal in all silos that know the same members.</param>
/// <param name="Silos">Those that answer requests, serving or draining; a silo that is not listed answers none.</param>
public sealed record SiloList(long Version, IReadOnlyList<SiloEntry> Silos)
{
    /// <summary>The endpoint of a silo.</summary>
    public const string Path = "/edge/silos";
}

/// <summary>A silo that answers requests.</summary>
/// <param name="Name">For people and logs; unique.</param>
/// <param name="Address">Where gateways reach it, such as <c>http://10.0.0.5:5001</c>.</param>
/// <param name="Draining">It finishes the requests it has: send it no new ones.</param>
public sealed record SiloEntry(string Name, string Address, bool Draining);
