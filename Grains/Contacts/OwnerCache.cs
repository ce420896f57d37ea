using System.Collections.Concurrent;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Contacts;

/// <summary>Where a contact point was found last, or is about to be: a hint, never the truth, so that who calls again costs no search and no
/// digest, and who calls twice at once opens no second file in vain. Bounded.</summary>
/// <remarks>By the comparable form of the mail or phone, which never leaves this memory.</remarks>
sealed class OwnerCache(int size = 250_000)
{
    ConcurrentDictionary<(TenantId, string), CitizenId> _young = new(), _old = new();
    int _learned, _known;

    /// <summary>On a cache miss the owner is looked up first, as long as more than one in nine such lookups finds one, as in a silo that has just
    /// started: to open a file in vain costs two grains, two statements and the lookup all the same.</summary>
    internal bool PreferLookup => Volatile.Read(ref _known) > 0;

    /// <summary>Somebody whom nothing was remembered of is known, or new.</summary>
    internal void RecordMiss(bool known) => Volatile.Write(ref _known, Math.Clamp(Volatile.Read(ref _known) + (known ? 8 : -1), 0, 64));

    internal CitizenId? Find(TenantId tenant, string point) =>
        _young.TryGetValue((tenant, point), out var owner) || _old.TryGetValue((tenant, point), out owner) ? owner : null;

    /// <summary>The file that is about to be opened for it, to which whoever asks in the meantime goes as well.</summary>
    internal CitizenId Open(TenantId tenant, string point, CitizenId fresh)
    {
        var opened = _young.GetOrAdd((tenant, point), fresh);
        Count();
        return opened;
    }

    internal void Learn(TenantId tenant, string point, CitizenId owner)
    {
        if (_young.TryGetValue((tenant, point), out var known) && known == owner)
            return;
        _young[(tenant, point)] = owner;
        Count();
    }

    internal void Forget(TenantId tenant, string point)
    {
        _young.TryRemove((tenant, point), out _);
        _old.TryRemove((tenant, point), out _);
    }

    void Count()
    {
        // Two generations: what was not asked for while one filled is forgotten, without a list to keep in order.
        if (Interlocked.Increment(ref _learned) <= size)
            return;
        (_old, _young) = (_young, new());
        _learned = 0;
    }
}
