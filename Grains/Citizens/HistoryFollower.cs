using Platform.Journal;
using Platform.Requests;
using Platform.Tenants;

namespace Platform.Citizens;

/// <summary>Reads the journal behind the commits and brings the histories what a crash kept from them: steps of requests, second halves of merges.</summary>
/// <remarks>Each is told under an id of its own, so that any number of followers on any number of silos tell it once. A fact that
/// cannot be told for another reason than an outage is tried <see cref="Tries"/> times, then counted, reported and left behind.</remarks>
/// <param name="journal">Where from.</param>
/// <param name="grains">Where to.</param>
/// <param name="clock">The pauses.</param>
public sealed class HistoryFollower(IJournal journal, IGrainFactory grains, TimeProvider clock)
{
    /// <summary>Its name in the journal's checkpoints.</summary>
    public const string Name = "histories";

    /// <summary>How often a fact is tried before it is left behind.</summary>
    public const int Tries = 5;

    const int AtOnce = 200;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // The grains do it themselves right after their commit: to look sooner would do their work twice.
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    static readonly string[] Wanted =
        [.. FactTypes.All.Where(static type => typeof(RequestEvent).IsAssignableFrom(type.Type) || type.Type == typeof(MergedInto)).Select(static type => type.Alias)];

    long? _position;
    (long Position, int Failures) _stuck;

    /// <summary>How many facts were left behind since this process began.</summary>
    public long LeftBehind { get; private set; }

    /// <summary>Told of each fact that is left behind: its position, and why. No personal datum is in either.</summary>
    public event Action<long, string>? Left;

    /// <summary>Follows until cancelled; an outage only makes it wait.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                if (await Step(cancellation) == 0)
                    await journal.Changed(Patience, cancellation);
                else if (_stuck.Failures > 0)
                    await Task.Delay(Pause, clock, cancellation);
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
        return followed.Facts.Count;
    }

    async ValueTask Mark(long position, CancellationToken cancellation)
    {
        if (position <= _position)
            return;
        await journal.Mark(Name, position, cancellation);
        _position = position;
    }

    async Task<bool> TryTell(Positioned fact, CancellationToken cancellation)
    {
        string why;
        try
        {
            if (await Tell(fact, cancellation) is not { } refusal)
            {
                _stuck = default;
                return true;
            }
            why = refusal.Sentence.English;
        }
        catch (Exception outage) when (outage is JournalUnavailableException or TimeoutException or OperationCanceledException)
        {
            throw;
        }
        catch (Exception fault)
        {
            why = fault.GetType().Name;
        }
        _stuck = (fact.Position, _stuck.Position == fact.Position ? _stuck.Failures + 1 : 1);
        if (_stuck.Failures < Tries)
            return false;
        _stuck = default;
        LeftBehind++;
        Left?.Invoke(fact.Position, why);
        return true;
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
        var (merged, _, _) = await journal.Fold<Citizen, CitizenEvent>(fact.Stream, cancellation);
        var by = (JournalJson.Read(fact.Recorded.Fact) as MergedInto)?.By ?? Actor.Platform;
        return (await Merging.Finish(grains, fact.Stream.Tenant, id, merged, by)).Refusal;
    }

    async Task<Request> StateAt(Positioned fact, CancellationToken cancellation)
    {
        var request = Request.Empty;
        while (request.Version < fact.Recorded.Version)
        {
            var missing = (int)Math.Min(fact.Recorded.Version - request.Version, 1_000);
            var facts = await journal.Read(fact.Stream, request.Version, missing, cancellation);
            if (facts.Count == 0)
                throw new InvalidOperationException("The request's stream has a gap.");
            foreach (var recorded in facts)
                request = request.After<Request, RequestEvent>(recorded).State;
        }
        return request;
    }
}
