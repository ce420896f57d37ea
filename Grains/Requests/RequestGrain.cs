using Orleans.Placement;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Deadlines;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;

namespace Platform.Grains.Requests;

/// <inheritdoc cref="IRequestGrain"/>
[GrainType("request"), PreferLocalPlacement]
public sealed class RequestGrain(IJournal journal, DecisionClock clock, IGrainFactory grains)
    : EventSourcedGrain<RequestState, RequestEvent>(Kind, journal, clock), IRequestGrain, IDeadlineGrain
{
    internal const string Kind = "request";

    RequestId Id => RequestId.Parse(Stream.Id);

    /// <inheritdoc/>
    public async Task<Outcome<RequestReceipt>> Open(OpenRequest command)
    {
        var citizen = (await grains.Citizen(Stream.Tenant, command.Citizen).Read()).Value;
        var zone = Zone(command.TimeZone);
        // A number that another request has is no refusal: chance is thrown again, outside the decision.
        var opened = await Change(
            command, (request, now) => request.Open(command, citizen, RequestNumber.New(TimeZoneInfo.ConvertTime(now, zone)), TrackingCode.New(), now), opens: true);
        return opened.Value is { } receipt ? receipt with { TrackingCode = await Code(receipt) } : opened;
    }

    /// <inheritdoc/>
    public Task<Outcome<RequestReceipt>> Assign(AssignRequest command) => Change(command, (request, now) => request.Assign(command, now));

    /// <inheritdoc/>
    public Task<Outcome<RequestReceipt>> Note(NoteRequest command) => Change(command, (request, now) => request.Note(command, now));

    /// <inheritdoc/>
    public Task<Outcome<RequestReceipt>> Answer(AnswerRequest command) => Change(command, (request, now) => request.Answer(command, now));

    /// <inheritdoc/>
    public Task<Outcome<RequestReceipt>> Close(CloseRequest command) => Change(command, (request, now) => request.Close(command, now));

    /// <inheritdoc/>
    public Task<Outcome<RequestReceipt>> Reopen(ReopenRequest command) => Change(command, (request, now) => request.Reopen(command, now));

    /// <inheritdoc/>
    public Task<Outcome<RequestReceipt>> Transfer(TransferRequest command) => Change(command, (request, now) => request.Transfer(command, now));

    /// <inheritdoc/>
    public Task<Outcome<RequestReceipt>> Prioritise(PrioritiseRequest command) => Change(command, (request, now) => request.Prioritise(command, now));

    /// <inheritdoc/>
    public Task<Outcome<RequestReceipt>> Ask(AskColleague command) => Change(command, (request, now) => request.Ask(command, now));

    /// <inheritdoc/>
    public Task<Outcome<RequestReceipt>> Link(LinkRequest command) => Change(command, (request, now) => request.Link(Id, command, now));

    /// <inheritdoc/>
    public async Task<Outcome<RequestReceipt>> Merge(MergeRequest command)
    {
        var mine = (await Loaded()).Citizen;
        // Read from the journal, not asked of the other grain: two requests that merge into each other at once would wait for each other.
        var (survivor, _, _, _) = await Journal.Fold<RequestState, RequestEvent>(Stream with { Id = command.Into.ToString() });
        var same = survivor.Version > 0 && await Survivor(survivor.Citizen) == await Survivor(mine);
        return await Change(command, (request, now) => request.Merge(Id, command, same ? survivor.View(command.Into) : null, now));
    }

    /// <inheritdoc/>
    public async Task<Outcome<RequestReceipt>> Attach(AttachContact command)
    {
        var file = (await grains.Citizen(Stream.Tenant, command.Contact.Citizen).Read()).Value;
        return await Change(command, (request, now) => request.Attach(command, file, now));
    }

    /// <inheritdoc/>
    public async Task<Outcome<RequestView>> Read() => await Current() is { Version: > 0 } request ? request.View(Id) : new NoSuchRequest();

    /// <inheritdoc/>
    /// <remarks>Where nothing is left to decide, nothing is left to remove either: the deadline went with the fact that kept it.</remarks>
    public Task Due(string name, DateTimeOffset dueAt) => name is RequestState.AnswerDeadline
        ? Change(MeetDeadline.Of(Kind, Stream.Id, name, dueAt), static (request, now) => request.Expire(now))
        : Task.CompletedTask;

    /// <inheritdoc/>
    protected override Append AddProjections(Append append, RequestState before, RequestState after, IReadOnlyList<RequestEvent> events) =>
        RequestLists.AddProjections(append, before, after, events);

    // Whose file it is by now: files of one person become one.
    async Task<CitizenId> Survivor(CitizenId citizen)
    {
        for (var hop = 0; hop < RequestSteps.LongestChain && (await grains.Citizen(Stream.Tenant, citizen).Read()).Value?.MergedInto is { } into; hop++)
            citizen = into;
        return citizen;
    }

    static TimeZoneInfo Zone(string? id) => id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;

    async Task<Outcome<RequestReceipt>> Change(
        Command command, Func<RequestState, DateTimeOffset, Decision<RequestEvent>> decide, bool opens = false)
    {
        var before = State;
        var outcome = await Commit(command, decide, Receipt, opens: opens);
        if (outcome.Refusal is null && State.Version > before.Version)
            await TryTell(before);
        return outcome;
    }

    // Every fact since, each as the step it was: an answer that closes is two.
    async Task TryTell(RequestState request)
    {
        try
        {
            foreach (var recorded in await Journal.Read(Stream, request.Version, (int)(State.Version - request.Version)))
            {
                request = request.After<RequestState, RequestEvent>(recorded).State;
                await RequestSteps.Tell(grains, Stream.Tenant, request.Citizen, request.Lines[^1].By, request.Step(Id));
            }
        }
        catch (Exception)
        {
            // The change is committed: the history follower brings the citizen's history what is missing.
        }
    }

    // The code is no part of the saved answer: it is kept once, sealed in the first fact.
    async ValueTask<string?> Code(RequestReceipt receipt)
    {
        if (receipt.Request == Id && State.TrackingCode is { } code)
            return code;
        var first = await Journal.Read(Stream with { Id = receipt.Request.ToString() }, 0, 1);
        return first is [var recorded] && JournalJson.Read(recorded.Fact) is RequestOpened opened ? opened.TrackingCode : null;
    }

    RequestReceipt Receipt(RequestState request, DateTimeOffset now) => new(Id, request.Version, request.Number, request.Status, now);
}
