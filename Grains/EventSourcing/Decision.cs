using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.EventSourcing;

/// <summary>What a plain object decided: facts, or why not, or that there is nothing left to do.</summary>
/// <typeparam name="TEvent">The concept's events.</typeparam>
public readonly struct Decision<TEvent> where TEvent : class
{
    Decision(IReadOnlyList<TEvent> events, Refusal? refusal) => (Events, Refusal) = (events, refusal);

    /// <summary>What happened; empty where it was refused, or had happened before.</summary>
    public IReadOnlyList<TEvent> Events { get; }

    /// <summary>Why not, or null.</summary>
    public Refusal? Refusal { get; }

    /// <summary>It is so already: no fact, no refusal.</summary>
    public static Decision<TEvent> Nothing { get; } = new([], null);

    /// <summary>Several facts at once.</summary>
    public static Decision<TEvent> Of(params TEvent[] events) => new(events, null);

    /// <summary>One fact.</summary>
    public static implicit operator Decision<TEvent>(TEvent fact) => new([fact], null);

    /// <summary>A refusal.</summary>
    public static implicit operator Decision<TEvent>(Refusal refusal) => new([], refusal);
}

/// <summary>The state that facts add up to: an immutable value, the same for the same facts.</summary>
/// <typeparam name="TSelf">The state.</typeparam>
/// <typeparam name="TEvent">The concept's events.</typeparam>
public interface IEventSourcedState<TSelf, TEvent> where TSelf : class, IEventSourcedState<TSelf, TEvent> where TEvent : class
{
    /// <summary>Of the last fact; 0 before any.</summary>
    long Version { get; }

    /// <summary>The state before any fact.</summary>
    static abstract TSelf Empty { get; }

    /// <summary>The state after one more fact, with the version not yet raised.</summary>
    TSelf Apply(TEvent fact);

    /// <summary>The same state at another version.</summary>
    TSelf At(long version);
}

/// <summary>Adding facts up.</summary>
public static class Folding
{
    /// <summary>A snapshot is taken after so many facts: it bounds both the activation (at most so many to read) and the cost of writing the whole state.</summary>
    internal const int SnapshotEvery = 128;

    /// <summary>The state after a fact that was decided here.</summary>
    public static TSelf After<TSelf, TEvent>(this TSelf state, TEvent fact) where TSelf : class, IEventSourcedState<TSelf, TEvent> where TEvent : class =>
        state.Apply(fact).At(state.Version + 1);

    /// <summary>The state after a fact that the journal kept. One that we do not know counts, and changes nothing else.</summary>
    /// <returns>The state, and whether the fact was known.</returns>
    public static (TSelf State, bool Known) After<TSelf, TEvent>(this TSelf state, Recorded recorded)
        where TSelf : class, IEventSourcedState<TSelf, TEvent> where TEvent : class =>
        JournalJson.Read(recorded.Fact) is TEvent fact
            ? (state.Apply(fact).At(recorded.Version), true)
            : (state.At(recorded.Version), false);

    /// <summary>The state of a stream as the journal has it now, whether every fact since its snapshot was known, and where its head is.</summary>
    public static async ValueTask<(TSelf State, long SnapshotVersion, bool Known, string? RowHint)> Fold<TSelf, TEvent>(
        this IJournal journal, EventStreamId stream, CancellationToken cancellation = default)
        where TSelf : class, IEventSourcedState<TSelf, TEvent> where TEvent : class
    {
        var loaded = await journal.Load(stream, cancellation);
        var state = loaded.Snapshot is { } snapshot ? JournalJson.Read<TSelf>(snapshot).At(loaded.SnapshotVersion) : TSelf.Empty;
        var known = true;
        foreach (var recorded in loaded.Since)
        {
            (state, var read) = state.After<TSelf, TEvent>(recorded);
            known &= read;
        }
        return (state, loaded.SnapshotVersion, known, loaded.RowHint);
    }
}
