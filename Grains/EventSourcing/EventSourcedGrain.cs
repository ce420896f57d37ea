using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Validation;

namespace Platform.Grains.EventSourcing;

/// <summary>A grain whose memory is what the journal says: it loads, asks its plain object, commits, and only then remembers and answers.</summary>
/// <typeparam name="TState">The plain object.</typeparam>
/// <typeparam name="TEvent">The concept's events.</typeparam>
public abstract class EventSourcedGrain<TState, TEvent>(string kind, IJournal journal, DecisionClock clock) : Grain
    where TState : class, IEventSourcedState<TState, TEvent> where TEvent : class
{
    const int Attempts = 8;

    // A little longer than a call may take: so long another silo, which held the grain before, may still acknowledge what it had begun.
    static readonly TimeSpan HandoverWindow = TimeSpan.FromSeconds(12);

    string? _rowHint;
    long _snapshotVersion, _activatedAt;
    bool _loaded, _known = true;

    /// <summary>Whose history this is.</summary>
    protected EventStreamId Stream { get; private set; }

    /// <summary>What is known after the last commit.</summary>
    protected TState State { get; private set; } = TState.Empty;

    /// <summary>The journal.</summary>
    protected IJournal Journal => journal;

    /// <summary>Now, by the clock of decisions.</summary>
    protected DateTimeOffset Now => clock.Now;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var (tenant, id) = TenantKey.Parts(this.GetPrimaryKeyString());
        Stream = new(tenant, kind, id);
        _activatedAt = clock.Timestamp;
        // A file whose id was made a moment ago is almost surely empty, and the expected version 0 is the fence if it is not.
        if (!RecentId.Is(id, Now))
            await Load(cancellationToken);
        ActivationCounter.Activated();
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        ActivationCounter.Deactivated();
        return Task.CompletedTask;
    }

    /// <summary>Leaves memory after what runs: what is remembered here may have been erased in the journal.</summary>
    public Task Forget()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    /// <summary>The state, read from the journal if that has not been done.</summary>
    protected async ValueTask<TState> Loaded()
    {
        if (!_loaded)
            await Load(CancellationToken.None);
        return State;
    }

    /// <summary>The state, with all that was acknowledged to anybody before this is asked: what is shown to people.</summary>
    /// <remarks>A decision needs less, because an append on an old version is refused.</remarks>
    protected async ValueTask<TState> Current()
    {
        var inherits = clock.Since(_activatedAt) < HandoverWindow;
        if (_loaded && !inherits)
            return State;
        var state = await Load(CancellationToken.None);
        _loaded = !inherits;
        return state;
    }

    /// <summary>Decides, commits, remembers and answers.</summary>
    /// <param name="command">What is asked; its id makes a repeat give the first answer.</param>
    /// <param name="decide">The decision, pure but for what it was given.</param>
    /// <param name="answer">The answer, from the state after the commit.</param>
    /// <param name="taken">What to do where a claim belongs to another: a refusal, or null to decide once more.</param>
    /// <param name="opens">The command may be the first of its stream.</param>
    protected async Task<Outcome<TAnswer>> Commit<TAnswer>(
        Command command, Func<TState, DateTimeOffset, Decision<TEvent>> decide, Func<TState, DateTimeOffset, TAnswer> answer,
        Func<Appended.Taken, Refusal?>? taken = null, bool opens = false) where TAnswer : class
    {
        if (command.CommandId is not { Length: > 0 and <= 200 } id || TextRules.HasControl(id))
            return TextRules.BadCommandId;
        try
        {
            if (!opens)
                await Loaded();
            var digest = CommandDigest.Of(command);
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var now = clock.Now;
                var decision = decide(State, now);
                if (decision.Events.Count == 0)
                    return await Saved<TAnswer>(command, digest)
                        ?? (decision.Refusal is { } refusal ? refusal : (Outcome<TAnswer>)answer(State, now));

                var after = State;
                foreach (var fact in decision.Events)
                    after = after.After(fact);
                var answered = answer(after, now);
                var append = Compose(command, digest, decision.Events, after, answered, now);
                if (append.HasTooLargeFact)
                    return TextRules.TooLarge;
                switch (await journal.Append(append))
                {
                    case Appended.Committed committed:
                        Remember(after, committed);
                        return answered;
                    case Appended.Repeated repeated:
                        // Done elsewhere perhaps, by the silo that held this grain before: memory may be behind what is acknowledged here.
                        _loaded = false;
                        return Repeat<TAnswer>(repeated.Saved, digest);
                    case Appended.Taken other:
                        if (taken?.Invoke(other) is { } refused)
                            return await Saved<TAnswer>(command, digest) ?? refused;
                        break;
                    case Appended.Erased:
                        // What this memory holds of them was erased behind its back.
                        DeactivateOnIdle();
                        return await Saved<TAnswer>(command, digest) ?? new CitizenErased();
                    case Appended.Conflict:
                        await Load(CancellationToken.None);
                        break;
                }
            }
            throw new JournalUnavailableException($"{kind}: other writers were always faster. Try again.");
        }
        catch
        {
            // The outcome is unknown: only the journal knows, so memory is thrown away. The caller repeats the same command id.
            DeactivateOnIdle();
            throw;
        }
        finally
        {
            if (State.Version == 0)
                DeactivateOnIdle();
        }
    }

    /// <summary>What an append carries beside its facts: rows, claims, the key to seal with.</summary>
    protected abstract Append AddProjections(Append append, TState before, TState after, IReadOnlyList<TEvent> events);

    Append Compose<TAnswer>(
        Command command, ReadOnlyMemory<byte> digest, IReadOnlyList<TEvent> events, TState after, TAnswer answer, DateTimeOffset now)
    {
        var facts = new Fact[events.Count];
        for (var i = 0; i < facts.Length; i++)
            facts[i] = JournalJson.Write(events[i], now);
        var append = new Append(Stream, State.Version, command.CommandId, digest, JournalJson.Write(answer), facts)
        {
            AnswerInClear = !Answers<TAnswer>.ArePersonal,
            Snapshot = IsTimeForSnapshot(after) ? JournalJson.Write(after) : default(ReadOnlyMemory<byte>?),
            RowHint = _rowHint,
        };
        return AddProjections(append, State, after, events);
    }

    // A state that lacks a fact we could not read must not stand for it in a snapshot.
    bool IsTimeForSnapshot(TState after) => _known && after.Version - _snapshotVersion >= Folding.SnapshotEvery;

    void Remember(TState after, Appended.Committed committed)
    {
        if (after.Version != committed.Version)
            throw new InvalidOperationException($"The journal is at {committed.Version}, this grain at {after.Version}.");
        if (IsTimeForSnapshot(after))
            _snapshotVersion = committed.Version;
        (State, _loaded, _rowHint) = (after, true, committed.RowHint);
    }

    async Task<Outcome<TAnswer>?> Saved<TAnswer>(Command command, ReadOnlyMemory<byte> digest) where TAnswer : class =>
        await journal.Answer(Stream.Tenant, command.CommandId) is { } saved ? Repeat<TAnswer>(saved, digest) : (Outcome<TAnswer>?)null;

    static Outcome<TAnswer> Repeat<TAnswer>(SavedAnswer saved, ReadOnlyMemory<byte> digest) where TAnswer : class =>
        saved.Digest.Span.SequenceEqual(digest.Span) ? JournalJson.Read<TAnswer>(saved.Answer) : new CommandReused();

    // Its own reading and not the last: who only reads may read beside others.
    async Task<TState> Load(CancellationToken cancellation)
    {
        var folded = await journal.Fold<TState, TEvent>(Stream, cancellation);
        ((State, _snapshotVersion, _known, _rowHint), _loaded) = (folded, true);
        return folded.State;
    }

    static class Answers<TAnswer>
    {
        public static readonly bool ArePersonal = EventTypes.IsPersonal(typeof(TAnswer));
    }
}
