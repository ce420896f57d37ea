namespace Platform.Gateway.Destinations;

/// <summary>Sends the contacts of one person to one silo, where Orleans then places the person's grain: rendezvous hashing (Thaler and
/// Ravishankar 1998) over the available silos.</summary>
/// <remarks>All gateways choose alike without talking to each other, and when a silo comes or goes only its own people move. A person whom
/// another silo holds costs one call between silos, nothing else.</remarks>
static class SiloAffinity
{
    /// <summary>The available silo with the highest weight for the key; null where none is available.</summary>
    /// <param name="silos">All there are.</param>
    /// <param name="key">Of the person: <see cref="AffinityKey"/>.</param>
    public static SiloDestination? Choose(ReadOnlySpan<SiloDestination> silos, ulong key)
    {
        var (chosen, highest) = (default(SiloDestination), 0UL);
        foreach (var silo in silos)
            if (silo.IsAvailable && Weight(key, silo.AffinityHash) is var weight && (chosen is null || weight > highest))
                (chosen, highest) = (silo, weight);
        return chosen;
    }

    // The finalizer of SplitMix64 (Steele, Lea and Flood 2014): every bit of either hash changes every bit of the weight.
    static ulong Weight(ulong key, ulong silo)
    {
        var z = key ^ silo;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
