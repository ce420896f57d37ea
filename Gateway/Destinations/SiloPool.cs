using Platform.Gateway.Configuration;
using Platform.Gateway.Contracts;

namespace Platform.Gateway.Destinations;

/// <summary>The silos: the configured seeds, until a silo answers with the list of all; then those of the list. Thread-safe.</summary>
sealed partial class SiloPool(GatewaySettings settings, ILogger<SiloPool> log)
{
    readonly Lock _updating = new();
    volatile SiloDestination[] _all = [.. settings.Silos.Select(address => new SiloDestination(address))];

    public IReadOnlyList<SiloDestination> All => _all;

    /// <summary>Of the current list; null where the seeds are in use.</summary>
    public long? Version { get; private set; }

    /// <summary>Power of two choices (Mitzenmacher 2001): of two at random the one with fewer pending requests.</summary>
    /// <remarks>Health information may be stale: where no silo counts as available, one is tried all the same.</remarks>
    /// <param name="failed">The one that just failed, to be avoided.</param>
    public SiloDestination PickDestination(SiloDestination? failed = null)
    {
        var all = _all;
        if (all.Length == 1)
            return all[0];
        var first = Random.Shared.Next(all.Length);
        var second = Random.Shared.Next(all.Length - 1);
        var (one, other) = (all[first], all[second < first ? second : second + 1]);
        if (one.IsAvailable && one != failed)
            return other.IsAvailable && other != failed && other.PendingRequests < one.PendingRequests ? other : one;
        if (other.IsAvailable && other != failed)
            return other;
        return FindFrom(all, first, silo => silo.IsAvailable && silo != failed) ?? FindFrom(all, first, silo => silo.IsAvailable)
            ?? FindFrom(all, first, silo => !silo.Draining && silo != failed) ?? one;
    }

    /// <summary>The available silo that a person's requests go to: see <see cref="SiloAffinity"/>.</summary>
    public SiloDestination? PickByAffinity(ulong key) => SiloAffinity.Choose(_all, key);

    public bool HasAlternativeTo(SiloDestination silo) => _all.Any(other => other != silo && other.IsAvailable);

    /// <summary>Replaces the silos by those of a list; an empty list is ignored.</summary>
    public void Update(SiloList list)
    {
        lock (_updating)
        {
            var known = _all.ToDictionary(silo => silo.Prefix);
            var listed = list.Silos.Where(IsReachable).Select(entry => (entry.Draining, Silo: GetOrAdd(known, new(entry.Address)))).ToArray();
            if (listed.Length == 0)
                return;
            foreach (var (draining, silo) in listed)
                silo.Draining = draining;
            var removed = _all.Except(listed.Select(entry => entry.Silo)).ToArray();
            _all = [.. listed.Select(entry => entry.Silo).Distinct()];
            Version = list.Version;
            foreach (var silo in removed)
            {
                LogRemoved(silo.Prefix);
                // One that drained has answered everything; one that crashed will answer nothing more.
                if (!silo.Draining)
                    silo.Remove();
            }
        }
    }

    /// <summary>No silo answers with a list: the configured seeds are tried besides those of the last one.</summary>
    public void FallBackToSeeds()
    {
        lock (_updating)
        {
            var known = _all.Select(silo => silo.Prefix).ToHashSet();
            _all = [.. _all, .. settings.Silos.Select(address => new SiloDestination(address)).Where(seed => known.Add(seed.Prefix))];
            Version = null;
        }
    }

    static SiloDestination? FindFrom(SiloDestination[] all, int first, Func<SiloDestination, bool> matches)
    {
        for (var i = 0; i < all.Length; i++)
        {
            if (all[(first + i) % all.Length] is var silo && matches(silo))
                return silo;
        }
        return null;
    }

    static SiloDestination GetOrAdd(Dictionary<string, SiloDestination> known, Uri address)
    {
        var silo = new SiloDestination(address);
        return known.TryGetValue(silo.Prefix, out var existing) ? existing : known[silo.Prefix] = silo;
    }

    // A wildcard address to listen on cannot be called.
    bool IsReachable(SiloEntry entry) =>
        Uri.TryCreate(entry.Address, UriKind.Absolute, out var address) && (address.Scheme is "https" || address.Scheme is "http" && !settings.MutualTls)
        && address.Host is not ("0.0.0.0" or "[::]");

    [LoggerMessage(LogLevel.Information, "The silo at {Silo} is no longer listed.")]
    partial void LogRemoved(string silo);
}
