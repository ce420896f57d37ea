namespace Platform.Gateway.Contracts;

/// <summary>The silos that serve, as any of them tells it at <see cref="Path"/>.</summary>
/// <remarks><c>GET /edge/silos?after=VERSION</c>, with a context of <see cref="Roles.Gateway"/>, answers as soon as the version is another
/// than the one given, or after 25 seconds with the same.</remarks>
/// <param name="Version">Raised by every change.</param>
/// <param name="Silos">The live ones; one that is not here serves no more.</param>
public sealed record ListedSilos(long Version, IReadOnlyList<ListedSilo> Silos)
{
    /// <summary>Where a silo tells it.</summary>
    public const string Path = "/edge/silos";
}

/// <summary>One silo that serves.</summary>
/// <param name="Name">For people and logs.</param>
/// <param name="Address">Under which gateways reach it, such as <c>http://10.0.0.5:5001</c>.</param>
/// <param name="Draining">It finishes what it has and wants nothing new.</param>
public sealed record ListedSilo(string Name, string Address, bool Draining);
