using Platform.Grains.Citizens;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Requests;

namespace Platform.Grains.Imports;

/// <summary>The past of one citizen, decided step by step at the time of each: contacts, notes, and their requests with all that became of them.</summary>
/// <remarks>The decisions are those of the grains. Steps come oldest first; nothing is written before <see cref="HistoryImport.Write"/>.</remarks>
/// <param name="tenant">Whose.</param>
/// <param name="id">The file, which the import opens.</param>
public sealed class CitizenImport(TenantId tenant, CitizenId id)
{
    readonly Dictionary<RequestId, ImportedStream<RequestState, RequestEvent>> _requests = [];

    internal TenantId Tenant => tenant;

    /// <summary>The file.</summary>
    public CitizenId Id => id;

    internal ImportedStream<CitizenState, CitizenEvent> File { get; } = new();

    internal IReadOnlyDictionary<RequestId, ImportedStream<RequestState, RequestEvent>> Requests => _requests;

    /// <summary>The file after the steps so far.</summary>
    public CitizenState Citizen => File.State;

    /// <summary>A request after the steps so far; empty before it was opened.</summary>
    public RequestState Request(RequestId request) => _requests.GetValueOrDefault(request)?.State ?? RequestState.Empty;

    /// <summary>A contact came in; its version is that of <see cref="Citizen"/> afterwards.</summary>
    /// <returns>Why it was refused, or null.</returns>
    public Refusal? Record(RecordContact command, DateTimeOffset at) => File.Add(Citizen.Record(command, at), at);

    /// <summary>A colleague left a note.</summary>
    /// <returns>Why it was refused, or null.</returns>
    public Refusal? Note(AddNote command, DateTimeOffset at) => File.Add(Citizen.Note(command, at), at);

    /// <summary>A request was opened from one of the contacts.</summary>
    /// <param name="request">Its id.</param>
    /// <param name="command">What it is about.</param>
    /// <param name="number">Its number.</param>
    /// <param name="trackingCode">Its code.</param>
    /// <param name="at">When.</param>
    /// <returns>Why it was refused, or null.</returns>
    public Refusal? Open(RequestId request, OpenRequest command, string number, string trackingCode, DateTimeOffset at) =>
        Change(request, at, state => state.Open(command, Citizen.View(id), number, trackingCode, at));

    /// <summary>Something became of a request; the citizen's history follows it.</summary>
    /// <param name="request">Which.</param>
    /// <param name="at">When.</param>
    /// <param name="decide">The decision, such as <see cref="RequestDecisions.Assign"/>.</param>
    /// <returns>Why it was refused, or null.</returns>
    public Refusal? Change(RequestId request, DateTimeOffset at, Func<RequestState, Decision<RequestEvent>> decide)
    {
        var stream = _requests.GetValueOrDefault(request) ?? new();
        var decision = decide(stream.State);
        foreach (var fact in decision.Events)
        {
            stream.Add(fact, at);
            var step = new FollowRequest("", fact.By, stream.State.Step(request));
            if (File.Add(Citizen.Follow(step, at), at) is { } refused)
                return refused;
        }
        if (decision.Events.Count > 0)
            _requests[request] = stream;
        return decision.Refusal;
    }
}

/// <summary>The facts of a stream that is not written yet, and what they add up to.</summary>
sealed class ImportedStream<TState, TEvent> where TState : class, IEventSourcedState<TState, TEvent> where TEvent : class
{
    readonly List<TEvent> _events = [];
    readonly List<Fact> _facts = [];

    internal TState State { get; private set; } = TState.Empty;

    internal IReadOnlyList<TEvent> Events => _events;

    internal IReadOnlyList<Fact> Facts => _facts;

    internal Refusal? Add(Decision<TEvent> decision, DateTimeOffset at)
    {
        foreach (var fact in decision.Events)
            Add(fact, at);
        return decision.Refusal;
    }

    internal void Add(TEvent fact, DateTimeOffset at)
    {
        State = State.After(fact);
        _events.Add(fact);
        _facts.Add(JournalJson.Write(fact, at));
    }
}
