using Platform.Gateway.Affinity;
using Platform.Gateway.Contracts;

namespace Platform.Gateway.Silos;

/// <summary>The silos: those that were set, until a silo tells which there are; then those.</summary>
sealed partial class SiloPool(GatewaySettings settings, ILogger<SiloPool> log)
{
    readonly Lock _changing = new();
    volatile SiloDestination[] _all = [.. settings.Silos.Select(address => new SiloDestination(address))];

    public IReadOnlyList<SiloDestination> All => _all;

    /// <summary>Of the list that is in force; null while none was told.</summary>
    public long? Version { get; private set; }

    /// <summary>Of two taken at random the one with less to do (Mitzenmacher 2001); where neither serves, any that does.</summary>
    /// <remarks>A belief may be late: where none is believed to serve, one is tried all the same.</remarks>
    /// <param name="but">The one that just failed.</param>
    public SiloDestination PickDestination(SiloDestination? but = null)
    {
        var all = _all;
        if (all.Length == 1)
            return all[0];
        var first = Random.Shared.Next(all.Length);
        var second = Random.Shared.Next(all.Length - 1);
        var (one, other) = (all[first], all[second < first ? second : second + 1]);
        if (one.IsAvailable && one != but)
            return other.IsAvailable && other != but && other.PendingRequests < one.PendingRequests ? other : one;
        if (other.IsAvailable && other != but)
            return other;
        return Any(all, first, silo => silo.IsAvailable && silo != but) ?? Any(all, first, silo => silo.IsAvailable)
            ?? Any(all, first, silo => !silo.Draining && silo != but) ?? one;
    }

    /// <summary>The one that serves and draws the highest number for a person (rendezvous, Thaler and Ravishankar 1998); null where none serves.</summary>
    public SiloDestination? Nearest(ulong person)
    {
        var (nearest, highest) = (default(SiloDestination), 0UL);
        foreach (var silo in _all)
            if (silo.IsAvailable && Fnv1a.Mix(person, silo.AffinityHash) is var drawn && (nearest is null || drawn > highest))
                (nearest, highest) = (silo, drawn);
        return nearest;
    }

    /// <summary>The one at an address, as silos tell it.</summary>
    public SiloDestination? Find(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.GetLeftPart(UriPartial.Authority) is var prefix
            ? Any(_all, 0, silo => silo.Prefix == prefix) : null;

    /// <summary>Another one serves.</summary>
    public bool HasAlternativeTo(SiloDestination silo) => _all.Any(other => other != silo && other.IsAvailable);

    /// <summary>The silos are these from now on, without a restart; an empty list is no list.</summary>
    public void Update(SiloList list)
    {
        lock (_changing)
        {
            var known = _all.ToDictionary(silo => silo.Prefix);
            var listed = list.Silos.Where(IsReachable).Select(told => (told.Draining, Silo: Kept(known, new(told.Address)))).ToArray();
            if (listed.Length == 0)
                return;
            foreach (var (draining, silo) in listed)
                silo.Draining = draining;
            var gone = _all.Except(listed.Select(one => one.Silo)).ToArray();
            _all = [.. listed.Select(one => one.Silo).Distinct()];
            Version = list.Version;
            foreach (var silo in gone)
            {
                LogGone(silo.Prefix);
                // One that left in order has answered everything; one that vanished will answer nothing more.
                if (!silo.Draining)
                    silo.Remove();
            }
        }
    }

    /// <summary>Nobody tells who there is: those of the last list are tried, and those that were set.</summary>
    public void FallBackToSeeds()
    {
        lock (_changing)
        {
            var known = _all.Select(silo => silo.Prefix).ToHashSet();
            _all = [.. _all, .. settings.Silos.Select(address => new SiloDestination(address)).Where(seed => known.Add(seed.Prefix))];
            Version = null;
        }
    }

    static SiloDestination? Any(SiloDestination[] all, int first, Func<SiloDestination, bool> fits)
    {
        for (var i = 0; i < all.Length; i++)
        {
            if (all[(first + i) % all.Length] is var silo && fits(silo))
                return silo;
        }
        return null;
    }

    static SiloDestination Kept(Dictionary<string, SiloDestination> known, Uri address)
    {
        var silo = new SiloDestination(address);
        return known.TryGetValue(silo.Prefix, out var before) ? before : known[silo.Prefix] = silo;
    }

    // An address to listen on is none to call.
    static bool IsReachable(SiloEntry told) =>
        Uri.TryCreate(told.Address, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") && address.Host is not ("0.0.0.0" or "[::]");

    [LoggerMessage(LogLevel.Information, "The silo at {Silo} is on the list no more.")]
    partial void LogGone(string silo);
}
