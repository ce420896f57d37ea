using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.EventSourcing;

/// <summary>One transaction of a grain.</summary>
/// <param name="Stream">Whose history.</param>
/// <param name="ExpectedVersion">Optimistic concurrency: the version before. 0 for a stream that is not there yet.</param>
/// <param name="CommandId">What was asked, unique within the tenant.</param>
/// <param name="Digest">Of the command's content: the same id with another digest is refused.</param>
/// <param name="Answer">What is answered, as JSON, and answered again to a repeat.</param>
/// <param name="Facts">At least one.</param>
public sealed record Append(
    EventStreamId Stream, long ExpectedVersion, string CommandId, ReadOnlyMemory<byte> Digest, ReadOnlyMemory<byte> Answer, IReadOnlyList<Fact> Facts)
{
    /// <summary>One of its facts is, and the journal refuses it.</summary>
    public bool HasTooLargeFact
    {
        get
        {
            foreach (var fact in Facts)
                if (fact.IsTooLarge)
                    return true;
            return false;
        }
    }

    /// <summary>Whose key seals the personal parts; null where there is no personal part (a tenant).
    /// On version 0 of that citizen's own stream the key is made, in the same transaction.</summary>
    public CitizenId? SealedFor { get; init; }

    /// <summary>The answer says nothing personal, and is kept as it is: sealing it would cost every contact for nothing.</summary>
    public bool AnswerInClear { get; init; }

    /// <summary>List rows to write: each replaces the row of the same key.</summary>
    public IReadOnlyList<IRow> Rows { get; init; } = [];

    /// <summary>Unique things to own: each must be free, its own already, or owned by <see cref="UniqueClaim.From"/>.</summary>
    public IReadOnlyList<UniqueClaim> Claims { get; init; } = [];

    /// <summary>Unique things to give up (a corrected mail, a host no longer used); one that belongs to another is left alone.</summary>
    public IReadOnlyList<ClaimKey> Releases { get; init; } = [];

    /// <summary>Deadlines to set, move or remove (<see cref="Deadline.DueAt"/> null).</summary>
    public IReadOnlyList<DeadlineChange> Deadlines { get; init; } = [];

    /// <summary>The whole state after these facts, where it is time for one: replaces the snapshot before. Sealed whole.</summary>
    public ReadOnlyMemory<byte>? Snapshot { get; init; }

    /// <summary>Where the journal said last that it keeps the stream's head: it looks there first. A wrong one costs it a second look, no more.
    /// To be given back as it was got; null where it is not known.</summary>
    public string? RowHint { get; init; }
}

/// <summary>One event as the journal keeps it.</summary>
/// <param name="Type">Its alias.</param>
/// <param name="Body">The JSON object without its personal members.</param>
/// <param name="Personal">The JSON object of its personal members alone; sealed at rest, null where none or where it was erased.</param>
/// <param name="At">When, by the clock of who decided. Order is by version, never by this.</param>
public sealed record Fact(string Type, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte>? Personal, DateTimeOffset At)
{
    const int Largest = 64 * 1024;

    /// <summary>It takes more than 64 KiB. Rare signs take up to six bytes each, so that a text within its characters can be.</summary>
    public bool IsTooLarge => Body.Length + (Personal?.Length ?? 0) > Largest;
}

/// <summary>A fact in its stream.</summary>
public sealed record Recorded(long Version, Fact Fact);

/// <summary>A fact in the order of all.</summary>
public sealed record Positioned(long Position, EventStreamId Stream, Recorded Recorded);

/// <summary>What a follower reads at once.</summary>
/// <param name="Position">Everything up to here was looked at: at least the position asked for.</param>
/// <param name="Facts">In the order of position.</param>
public sealed record Followed(long Position, IReadOnlyList<Positioned> Facts);

/// <summary>What an activation begins with.</summary>
/// <param name="Version">Of the last fact; 0 where there is none.</param>
/// <param name="Snapshot">The state at <paramref name="SnapshotVersion"/>, or null.</param>
/// <param name="SnapshotVersion">0 where there is no snapshot.</param>
/// <param name="Since">Every fact after the snapshot.</param>
/// <param name="RowHint">See <see cref="Append.RowHint"/>; null where the journal says none.</param>
public sealed record Loaded(
    long Version, ReadOnlyMemory<byte>? Snapshot, long SnapshotVersion, IReadOnlyList<Recorded> Since, string? RowHint = null);

/// <summary>What became of an append.</summary>
public abstract record Appended
{
    /// <summary>It is durable; the stream is now at this version, its head at this <see cref="Append.RowHint"/>.</summary>
    public sealed record Committed(long Version, string? RowHint = null) : Appended;

    /// <summary>The command had committed before: this was its answer. Nothing was written.</summary>
    public sealed record Repeated(SavedAnswer Saved) : Appended;

    /// <summary>The stream was not at the expected version. Nothing was written: load again and decide again.</summary>
    public sealed record Conflict : Appended;

    /// <summary>A claim belongs to another. Nothing was written.</summary>
    public sealed record Taken(ClaimKey Claim, string Owner) : Appended;

    /// <summary>The citizen whose key would seal it was erased, or whose key sealed the answer of a command that had committed before.
    /// Nothing was written, and nothing ever will be.</summary>
    public sealed record Erased : Appended;
}

/// <summary>The answer of a command that committed before.</summary>
public sealed record SavedAnswer(ReadOnlyMemory<byte> Digest, ReadOnlyMemory<byte> Answer);

/// <summary>A unique thing: a contact point, a request number, a tracking code, a host.</summary>
/// <param name="Kind">The sort: <c>email phone number tracking host</c>.</param>
/// <param name="Value">The digest that stands for it (a personal value is never kept here in clear), or the value where it is not personal.</param>
public readonly record struct ClaimKey(string Kind, string Value);

/// <summary>A wish to own a unique thing. A kind of <c>host</c> is unique over all tenants, the others within one.</summary>
/// <param name="Key">Which.</param>
/// <param name="Verified">Proven, for contact points.</param>
/// <param name="From">An owner it may be taken from (a merged duplicate's id), or null.</param>
public readonly record struct UniqueClaim(ClaimKey Key, bool Verified = false, string? From = null);

/// <summary>Who owns a claim: the id part of the grain's key, and its tenant.</summary>
public readonly record struct Owner(TenantId Tenant, string Id, bool Verified);

/// <summary>A promise with a date, kept by whoever sweeps first.</summary>
public sealed record Deadline(EventStreamId Stream, string Name, DateTimeOffset DueAt);

/// <summary>Sets, moves, or (null) removes a deadline of the appending stream.</summary>
public readonly record struct DeadlineChange(string Name, DateTimeOffset? DueAt);

/// <summary>A row of a list, written in the transaction of the facts it tells of.</summary>
/// <remarks>The record's name is the table's (<c>RequestRow</c>: <c>request_rows</c>), its properties are the columns
/// (<c>OpenedAt</c>: <c>opened_at</c>), and the properties marked <see cref="RowKeyAttribute"/> are the primary key.
/// Column types: string, long, int, bool, Guid, DateTimeOffset, string[], enums as text, and the nullable forms of these.</remarks>
public interface IRow
{
    /// <summary>Whose: every key begins with it.</summary>
    TenantId Tenant { get; }

    /// <summary>No row of its key can be there yet: it is written without looking for one to replace.</summary>
    bool IsNew => false;
}

/// <summary>Part of a row's primary key.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RowKeyAttribute : Attribute;
