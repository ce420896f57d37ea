using Platform.Grains.Citizens;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Requests;

namespace Platform.Grains.Histories;

/// <summary>Reads the journal behind the commits and brings the histories what a crash kept from them: steps of requests, second halves of merges.</summary>
/// <remarks>Each is told under an id of its own, so that any number of followers on any number of silos tell it once. A fact that
/// cannot be told for another reason than an outage is tried <see cref="Tries"/> times, then left behind: it waits among the dead letters, and the rest goes on.</remarks>
/// <param name="journal">Where from.</param>
/// <param name="grains">Where to.</param>
/// <param name="clock">The pauses.</param>
/// <param name="leave">Where what is left behind waits.</param>
public sealed class HistoryProjection(IJournal journal, IGrainFactory grains, TimeProvider clock, DeadLetterSink leave) : IProjection
{
    /// <inheritdoc/>
    public string Name => Follower;

    /// <summary>Its name in checkpoints.</summary>
    public const string Follower = "histories";

    /// <summary>How often a fact is tried before it is left behind.</summary>
    public const int Tries = 5;

    const int AtOnce = 200;
    static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // All tries together take a second: one fact in a hundred may be poisoned, and the rest must flow.
    static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(100);

    // The grains do it themselves right after their commit: to look sooner would do their work twice.
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    // And so nothing waits for this either: a look after each commit, and its mark, would cost a quiet database as much as the commits.
    static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);

    static readonly string[] Wanted =
        [.. EventTypes.AliasesOf<RequestEvent>(), .. EventTypes.AliasesOf<MergedInto>()];

    long _fence;
    long? _position;
    long _waitingSince;
    (long Position, int Failures) _stuck;

    /// <inheritdoc/>
    public TimeSpan Lag => Volatile.Read(ref _waitingSince) is var since and > 0
        ? TimeSpan.FromTicks(Math.Max(0, clock.GetUtcNow().UtcTicks - since)) : TimeSpan.Zero;

    /// <inheritdoc/>
    public async Task Run(long fence, CancellationToken cancellation)
    {
        // What an earlier turn remembered may be long past.
        (_fence, _position, _waitingSince, _stuck) = (fence, null, 0, default);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                if (await Step(cancellation) == 0)
                {
                    await journal.Changed(PollInterval, cancellation);
                    await Task.Delay(Rest, clock, cancellation);
                }
                else if (_stuck.Failures > 0)
                    await Task.Delay(Retry * _stuck.Failures, clock, cancellation);
            }
            catch (TurnLostException)
            {
                return;
            }
            catch (Exception) when (!cancellation.IsCancellationRequested)
            {
                await Task.Delay(Pause, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Reads on from the checkpoint, once.</summary>
    /// <returns>How many facts were dealt with or met; 0 where there was nothing new.</returns>
    public async Task<int> Step(CancellationToken cancellation = default)
    {
        var position = _position ??= await journal.Checkpoint(Name, cancellation);
        var followed = await journal.Follow(position, AtOnce, Wanted, cancellation);
        foreach (var fact in followed.Facts)
        {
            Volatile.Write(ref _waitingSince, fact.Recorded.Fact.At.UtcTicks);
            if (clock.GetUtcNow() - fact.Recorded.Fact.At is var age && age < Grace && age > TimeSpan.Zero)
                await Task.Delay(Grace - age, clock, cancellation);
            if (!await TryTell(fact, cancellation))
            {
                await Mark(position, cancellation);
                return 1;
            }
            position = fact.Position;
        }
        await Mark(followed.Position, cancellation);
        Volatile.Write(ref _waitingSince, 0);
        return followed.Facts.Count;
    }

    async ValueTask Mark(long position, CancellationToken cancellation)
    {
        if (position <= _position)
            return;
        if (!await journal.SaveCheckpoint(Name, position, _fence, cancellation))
            throw new TurnLostException();
        _position = position;
    }

    async Task<bool> TryTell(Positioned fact, CancellationToken cancellation)
    {
        if (await WhyNot(fact, cancellation) is not { } why)
        {
            _stuck = default;
            return true;
        }
        _stuck = (fact.Position, _stuck.Position == fact.Position ? _stuck.Failures + 1 : 1);
        if (_stuck.Failures < Tries)
            return false;
        await leave(Name, fact, why, cancellation);
        _stuck = default;
        return true;
    }

    /// <inheritdoc/>
    async Task<string?> IProjection.Retry(long position, CancellationToken cancellation) =>
        (await journal.Follow(position - 1, 1, null, cancellation)).Facts is [var fact] && fact.Position == position
            ? await WhyNot(fact, cancellation)
            : "The fact is not in the journal.";

    async Task<string?> WhyNot(Positioned fact, CancellationToken cancellation)
    {
        try
        {
            return (await Tell(fact, cancellation))?.Sentence.English;
        }
        catch (Exception fault) when (fault is not (JournalUnavailableException or TimeoutException or OperationCanceledException))
        {
            return fault.GetType().Name;
        }
    }

    async Task<Refusal?> Tell(Positioned fact, CancellationToken cancellation)
    {
        using var scope = TenantScope.Enter(fact.Stream.Tenant);
        return fact.Stream.Kind is RequestGrain.Kind ? await TellStep(fact, cancellation) : await TellMerge(fact, cancellation);
    }

    async Task<Refusal?> TellStep(Positioned fact, CancellationToken cancellation)
    {
        var id = RequestId.Parse(fact.Stream.Id);
        if (await journal.Answer(fact.Stream.Tenant, RequestSteps.CommandId(id, fact.Recorded.Version), cancellation) is not null)
            return null;
        var request = await StateAt(fact, cancellation);
        return (await RequestSteps.Tell(grains, fact.Stream.Tenant, request.Citizen, request.Lines[^1].By, request.Step(id))).Refusal;
    }

    async Task<Refusal?> TellMerge(Positioned fact, CancellationToken cancellation)
    {
        var id = CitizenId.Parse(fact.Stream.Id);
        if (await journal.Answer(fact.Stream.Tenant, Merging.CommandId(id), cancellation) is not null)
            return null;
        var (merged, _, _, _) = await journal.Fold<CitizenState, CitizenEvent>(fact.Stream, cancellation);
        var by = (JournalJson.Read(fact.Recorded.Fact) as MergedInto)?.By ?? Actor.Platform;
        return (await Merging.Finish(grains, fact.Stream.Tenant, id, merged, by)).Refusal;
    }

    async Task<RequestState> StateAt(Positioned fact, CancellationToken cancellation)
    {
        var request = RequestState.Empty;
        while (request.Version < fact.Recorded.Version)
        {
            var missing = (int)Math.Min(fact.Recorded.Version - request.Version, 1_000);
            var facts = await journal.Read(fact.Stream, request.Version, missing, cancellation);
            if (facts.Count == 0)
                throw new InvalidOperationException("The request's stream has a gap.");
            foreach (var recorded in facts)
                request = request.After<RequestState, RequestEvent>(recorded).State;
        }
        return request;
    }
}
