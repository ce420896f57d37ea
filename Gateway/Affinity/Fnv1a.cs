using System.Text;

namespace Platform.Gateway.Affinity;

/// <summary>Numbers that stand for words, the same in every process: several gateways must agree, and no secret rests on them.</summary>
static class Fnv1a
{
    const ulong Start = 0xcbf29ce484222325, Prime = 0x100000001b3;

    /// <summary>The number of a text.</summary>
    public static ulong Hash(string words) => Hash(Encoding.UTF8.GetBytes(words));

    /// <summary>FNV-1a of 64 bits (Fowler, Noll and Vo), going on from another one.</summary>
    public static ulong Hash(ReadOnlySpan<byte> words, ulong from = Start)
    {
        foreach (var one in words)
            from = (from ^ one) * Prime;
        return from;
    }

    /// <summary>Two together, every bit of which moves every bit: the finisher of SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    public static ulong Mix(ulong one, ulong other)
    {
        var z = one ^ other;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
