using System.Collections.Concurrent;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Storage.Journal;

/// <summary>Keys in use, in two generations: what is used moves to the younger, the older is dropped whole. Bounded, and cheap to ask.</summary>
sealed class SealKeyCache(int generation = 50_000)
{
    ConcurrentDictionary<(TenantId, CitizenId), SealKey> younger = new(), older = new();
    int count;

    public SealKey? Find(TenantId tenant, CitizenId citizen)
    {
        if (younger.TryGetValue((tenant, citizen), out var key)) return key;
        if (!older.TryRemove((tenant, citizen), out key)) return null;
        Keep(tenant, citizen, key);
        return key;
    }

    public void Keep(TenantId tenant, CitizenId citizen, SealKey key)
    {
        if (!younger.TryAdd((tenant, citizen), key) || Interlocked.Increment(ref count) < generation) return;
        older = younger;
        younger = new();
        count = 0;
    }

    public void Forget(TenantId tenant, CitizenId citizen)
    {
        younger.TryRemove((tenant, citizen), out _);
        older.TryRemove((tenant, citizen), out _);
    }
}
