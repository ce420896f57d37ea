using System.Text;

namespace Platform.Gateway.Destinations;

/// <summary>FNV-1a of 64 bits (Fowler, Noll and Vo): unlike <see cref="HashCode"/> the same in every process, for all gateways must agree.
/// Not for secrets.</summary>
static class Fnv1a
{
    const ulong OffsetBasis = 0xcbf29ce484222325, Prime = 0x100000001b3;

    public static ulong Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    /// <param name="bytes">What is hashed.</param>
    /// <param name="seed">Another hash to continue from.</param>
    public static ulong Hash(ReadOnlySpan<byte> bytes, ulong seed = OffsetBasis)
    {
        var hash = seed;
        foreach (var octet in bytes)
            hash = (hash ^ octet) * Prime;
        return hash;
    }
}
