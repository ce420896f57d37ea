using System.Collections.Immutable;

namespace Orleans.Runtime;

// Rendezvous hashing (Thaler and Ravishankar, 1998): each silo draws a number for each grain and the highest owns it.
// No directory to lose; when a silo comes or goes, only the grains that it wins or held move.
static class Rendezvous
{
    public static SiloAddress? Owner(GrainId grain, ImmutableArray<SiloAddress> live)
    {
        if (live.Length < 2)
            return live.IsEmpty ? null : live[0];
        SiloAddress? owner = null;
        var best = 0UL;
        foreach (var silo in live)
        {
            var score = Mix(((ulong)silo.UniformHash << 32) | grain.GetUniformHashCode());
            if (owner is null || score > best || score == best && string.CompareOrdinal(silo.ToParsableString(), owner.ToParsableString()) > 0)
                (owner, best) = (silo, score);
        }
        return owner;
    }

    // The finisher of SplitMix64 (Steele, Lea and Flood, 2014): every bit of the input moves every bit of the score.
    static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
