using Platform.Grains.EventSourcing;

namespace Platform.Storage.Journal;

/// <summary>An append as the database takes it: what is personal is sealed.</summary>
/// <param name="Asked">The append.</param>
/// <param name="Facts">Its facts, sealed.</param>
/// <param name="Answer">Its answer, sealed where it has a citizen.</param>
/// <param name="Snapshot">Its snapshot, sealed where it has a citizen.</param>
/// <param name="NewKey">The wrapped key to make with it, or null.</param>
sealed record SealedAppend(Append Asked, SealedFact[] Facts, ReadOnlyMemory<byte> Answer, ReadOnlyMemory<byte>? Snapshot, byte[]? NewKey)
{
    /// <summary>Whose key sealed the answer; null where it is in clear.</summary>
    public Guid? AnswerOf => Asked.AnswerInClear ? null : Asked.SealedFor?.Value;
}

readonly record struct SealedFact(string Type, ReadOnlyMemory<byte> Body, byte[]? Personal, DateTimeOffset At);

/// <summary>What became of it: an answer of the journal; or its command was known, so that its saved answer counts; or its citizen was erased.</summary>
readonly record struct StoreResult(Appended? Outcome, bool Known = false)
{
    public static StoreResult Erased => default;

    public static StoreResult Before => new(null, Known: true);

    public static implicit operator StoreResult(Appended outcome) => new(outcome);
}

/// <param name="Version">Its place.</param>
/// <param name="Type">Its alias.</param>
/// <param name="Body">In clear.</param>
/// <param name="Personal">Sealed, or null.</param>
/// <param name="At">When.</param>
/// <param name="Seal">What opens it.</param>
sealed record StoredFact(long Version, string Type, byte[] Body, byte[]? Personal, DateTimeOffset At, Seal Seal);

/// <summary>Whose key sealed it, and that key wrapped: null where nothing is sealed, or where the key was erased.</summary>
readonly record struct Seal(Guid? Citizen, byte[]? Key);

sealed record StoredSnapshot(long Version, byte[] Bytes, Seal Seal);

sealed record StoredStream(long Version, StoredSnapshot? Snapshot, IReadOnlyList<StoredFact> Since, string? Place = null);

sealed record StoredAnswer(byte[] Digest, byte[] Answer, Seal Seal);

sealed record StoredFollowed(long Position, IReadOnlyList<StoredPosition> Facts)
{
    /// <summary>How many facts are looked at for the sake of a few types: more than become durable between two looks.</summary>
    public const int Window = 20_000;
}

sealed record StoredPosition(long Position, EventStreamId Stream, StoredFact Fact);
