using System.Globalization;
using System.Net;

namespace Orleans.Runtime;

/// <summary>One life of one silo: where it listens, and the generation that tells it from an earlier silo at the same place.</summary>
public sealed class SiloAddress : IEquatable<SiloAddress>
{
    SiloAddress(IPEndPoint endpoint, int generation)
    {
        Endpoint = endpoint;
        Generation = generation;
        UniformHash = IdSpan.Create(ToParsableString()).GetUniformHashCode();
    }

    /// <summary>Where the silo listens to other silos.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>Grows with each start of a silo at the same place.</summary>
    public int Generation { get; }

    internal uint UniformHash { get; }

    /// <summary>The address of a silo.</summary>
    public static SiloAddress New(IPAddress address, int port, int generation) => new(new IPEndPoint(address, port), generation);

    /// <summary><c>address:port@generation</c>, which <see cref="FromParsableString"/> reads.</summary>
    public string ToParsableString() => string.Create(CultureInfo.InvariantCulture, $"{Endpoint}@{Generation}");

    /// <summary>Reads what <see cref="ToParsableString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is no silo address.</exception>
    public static SiloAddress FromParsableString(string addr)
    {
        var at = addr.LastIndexOf('@');
        return at > 0 && IPEndPoint.TryParse(addr[..at], out var endpoint)
            && int.TryParse(addr[(at + 1)..], CultureInfo.InvariantCulture, out var generation)
            ? new(endpoint, generation)
            : throw new FormatException($"'{addr}' is not a silo address: address:port@generation.");
    }

    /// <inheritdoc/>
    public bool Equals(SiloAddress? other) => other is not null && Generation == other.Generation && Endpoint.Equals(other.Endpoint);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SiloAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)UniformHash;

    /// <summary>For logs: <c>Saddress:port:generation</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"S{Endpoint}:{Generation}");
}
