using System.Text.Unicode;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Storage.Journal;

/// <summary>Encrypts what is personal with its citizen's key (AES-GCM), bound to where it is kept as associated data.</summary>
sealed class PersonalDataEncryption(IJournalStore store, MasterKeys master)
{
    // A command id has up to 200 characters, each of up to three bytes.
    const int LongestAssociatedData = 1024;
    [ThreadStatic] static byte[]? _associatedData;
    readonly SealKeyCache keys = new();

    /// <summary>The append as the store takes it, null where its citizen was erased; and the key that was made for it, if one was.</summary>
    public async ValueTask<(SealedAppend? Ready, SealKey? Made)> Encrypt(Append append, CancellationToken cancellation)
    {
        if (append.SealedFor is not { } citizen) return (new(append, Facts(append, null), append.Answer, append.Snapshot, null), null);
        var tenant = append.Stream.Tenant;
        var made = append.ExpectedVersion == 0 && append.Stream.Kind == "citizen" && append.Stream.Id == citizen.ToString() ? SealKey.New() : null;
        if ((made ?? keys.Find(tenant, citizen) ?? await Fetch(tenant, citizen, cancellation)) is not { } key) return default;
        var sealedAppend = new SealedAppend(append, Facts(append, key),
            append.AnswerInClear ? append.Answer : key.Seal(AssociatedData(tenant, "command", append.CommandId), append.Answer.Span),
            append.Snapshot is { } snapshot
                ? key.Seal(AssociatedData(append.Stream, append.ExpectedVersion + append.Facts.Count, "snapshot"), snapshot.Span)
                : default(ReadOnlyMemory<byte>?),
            made is null ? null : master.Wrap(tenant, citizen, made));
        return (sealedAppend, made);
    }

    public void Keep(Append append, SealKey key) => keys.Keep(append.Stream.Tenant, append.SealedFor!.Value, key);

    public void Forget(TenantId tenant, CitizenId citizen) => keys.Forget(tenant, citizen);

    public Decryptor DecryptorFor(TenantId tenant) => new(master, tenant);

    async ValueTask<SealKey?> Fetch(TenantId tenant, CitizenId citizen, CancellationToken cancellation)
    {
        if (await store.Key(tenant, citizen, cancellation) is not { } wrapped) return null;
        var key = master.Unwrap(tenant, citizen, wrapped);
        keys.Keep(tenant, citizen, key);
        return key;
    }

    static SealedFact[] Facts(Append append, SealKey? key)
    {
        var facts = new SealedFact[append.Facts.Count];
        for (var i = 0; i < facts.Length; i++)
        {
            var fact = append.Facts[i];
            var personal = fact.Personal is { } plain ? key!.Seal(AssociatedData(append.Stream, append.ExpectedVersion + 1 + i, "fact"), plain.Span) : null;
            facts[i] = new(fact.Type, fact.Body, personal, fact.At);
        }
        return facts;
    }

    // Good until the next one on this thread: on the way of every contact, nothing is made that is only read once.
    static ReadOnlySpan<byte> AssociatedData(TenantId tenant, string part, string id) =>
        AssociatedData(Utf8.TryWrite(Buffer, $"{tenant.Value}/{part}/{id}", out var length), length);

    static ReadOnlySpan<byte> AssociatedData(EventStreamId stream, long version, string part) =>
        AssociatedData(Utf8.TryWrite(Buffer, $"{stream.Tenant.Value}/{stream.Kind}/{stream.Id}/{part}/{version}", out var length), length);

    static ReadOnlySpan<byte> AssociatedData(bool fits, int length) =>
        fits ? Buffer.AsSpan(0, length) : throw new InvalidOperationException("A place in the journal is longer than any.");

    static byte[] Buffer => _associatedData ??= new byte[LongestAssociatedData];

    /// <summary>Opens for one reading; a citizen's key is unwrapped once in it, and not kept: what was erased a moment ago stays closed.</summary>
    public sealed class Decryptor(MasterKeys master, TenantId tenant)
    {
        (Guid Citizen, SealKey Key)? last;

        public Recorded Fact(EventStreamId stream, StoredFact stored)
        {
            var personal = stored.Personal is { } blob ? Key(stored.Seal)?.Open(AssociatedData(stream, stored.Version, "fact"), blob) : null;
            return new(stored.Version, new(stored.Type, stored.Body, personal is null ? default(ReadOnlyMemory<byte>?) : personal, stored.At));
        }

        public byte[]? Snapshot(EventStreamId stream, StoredSnapshot stored) => stored.Seal.Citizen is null
            ? stored.Bytes
            : Key(stored.Seal)?.Open(AssociatedData(stream, stored.Version, "snapshot"), stored.Bytes);

        public byte[]? Answer(string commandId, StoredAnswer stored) => stored.Seal.Citizen is null
            ? stored.Answer
            : Key(stored.Seal)?.Open(AssociatedData(tenant, "command", commandId), stored.Answer);

        SealKey? Key(Seal seal)
        {
            if (seal is not { Citizen: { } citizen, Key: { } wrapped }) return null;
            if (last is { } known && known.Citizen == citizen) return known.Key;
            var key = master.Unwrap(tenant, new CitizenId(citizen), wrapped);
            last = (citizen, key);
            return key;
        }
    }
}
