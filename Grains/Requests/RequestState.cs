using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Contacts;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;

namespace Platform.Grains.Requests;

/// <summary>One request: what its facts add up to. What is decided about it stands in <see cref="RequestDecisions"/>.</summary>
public sealed record RequestState : IEventSourcedState<RequestState, RequestEvent>
{
    const int LinesKept = 200;

    /// <summary>How the journal calls the deadline of the answer.</summary>
    public const string AnswerDeadline = "answer";

    /// <summary>How long a citizen waits for an answer at most: "homogeneous answer in under 72 h" (F29).</summary>
    /// <remarks>One for all, counted in hours of the clock: delays of tenants and services, their hours and holidays, come with what they promise (F32).</remarks>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromHours(72);

    /// <inheritdoc/>
    public static RequestState Empty { get; } = new();

    /// <inheritdoc/>
    public long Version { get; init; }

    /// <summary>As people say it.</summary>
    public string Number { get; init; } = "";

    /// <summary>The citizen's code; null once erased.</summary>
    public string? TrackingCode { get; init; }

    /// <summary>Whose.</summary>
    public CitizenId Citizen { get; init; }

    /// <summary>The version of the contact it was opened from.</summary>
    public long Contact { get; init; }

    /// <summary>Which service answers.</summary>
    public ServiceId Service { get; init; }

    /// <summary>The wall it stands behind (F12).</summary>
    public string Sector { get; init; } = "";

    /// <summary>How urgent.</summary>
    public Priority Priority { get; init; }

    /// <summary>Where it stands.</summary>
    public RequestStatus Status { get; init; }

    /// <summary>The language of the answer (F8).</summary>
    public string Language { get; init; } = "";

    /// <summary>Subject and description; null once erased.</summary>
    public ContactText? Demand { get; init; }

    /// <summary>Who has it.</summary>
    public Actor? Assignee { get; init; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>When it was closed; null while it is not.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When its answer is due; null once it was answered, closed, or late. The journal's deadline moves with it.</summary>
    public DateTimeOffset? AnswerBy { get; init; }

    /// <summary>Its answer was due, and still is.</summary>
    public bool Late { get; init; }

    /// <summary>The last answer.</summary>
    public RequestAnswer? Answer { get; init; }

    /// <summary>When its answer was promised, kept when that has passed; null once it was answered or closed.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Every answer, oldest first.</summary>
    public IReadOnlyList<RequestAnswer> Answers { get; init; } = [];

    /// <summary>It was taken up again, and its citizen was not answered since: it is not closed without a word.</summary>
    public bool AnswerOwed { get; init; }

    /// <summary>By which way its first contact came; null in a snapshot of before.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The requests that belong with it.</summary>
    public IReadOnlyList<LinkedRequest> Links { get; init; } = [];

    /// <summary>The older request that goes on in its place.</summary>
    public LinkedRequest? MergedInto { get; init; }

    /// <summary>Who was asked and has not replied.</summary>
    public Actor? Asked { get; init; }

    /// <summary>Further contacts that joined it.</summary>
    public IReadOnlyList<AttachedContact> Contacts { get; init; } = [];

    /// <summary>What happened, oldest first.</summary>
    public IReadOnlyList<RequestLine> Lines { get; init; } = [];

    /// <inheritdoc/>
    public RequestState At(long version) => this with { Version = version };

    /// <inheritdoc/>
    public RequestState Apply(RequestEvent fact)
    {
        var told = this with { ChangedAt = fact.At, Lines = [.. Lines.Skip(Lines.Count - LinesKept + 1), Line(fact)] };
        return fact switch
        {
            RequestOpened opened => told with
            {
                Number = opened.Number,
                TrackingCode = opened.TrackingCode,
                Citizen = opened.Citizen,
                Contact = opened.Contact,
                Service = opened.Service,
                Sector = opened.Sector,
                Priority = opened.Priority,
                Language = opened.Language,
                Demand = opened.Demand,
                OpenedAt = opened.At,
                Channel = opened.Channel,
                AnswerBy = opened.At + AnswerWithin,
                DueAt = opened.At + AnswerWithin,
            },
            RequestAssigned assigned => told with
            {
                Assignee = assigned.Assignee,
                Status = Status is RequestStatus.Open ? RequestStatus.Assigned : Status,
            },
            RequestAnswered answered => told with
            {
                Status = RequestStatus.Answered,
                Answer = new(answered.Text, answered.Channel, answered.By, answered.At),
                Answers = [.. Answers, new(answered.Text, answered.Channel, answered.By, answered.At)],
                AnswerOwed = false,
                AnswerBy = null,
                DueAt = null,
                Late = false,
                Asked = AskedAfter(answered),
            },
            RequestClosed closed => Ended(told, closed.At),
            RequestMerged merged => Ended(told, merged.At) with { MergedInto = merged.Into },
            RequestReopened reopened => told with
            {
                Status = Assignee is null ? RequestStatus.Open : RequestStatus.Assigned,
                ClosedAt = null,
                MergedInto = null,
                AnswerOwed = true,
                AnswerBy = reopened.At + AnswerWithin,
                DueAt = reopened.At + AnswerWithin,
            },
            // What was answered and goes to another service all the same is owed an answer of theirs; otherwise the promise stays as it was.
            RequestTransferred transferred => told with
            {
                Service = transferred.To,
                Sector = transferred.Sector,
                Assignee = null,
                Asked = null,
                Status = RequestStatus.Open,
                AnswerOwed = AnswerOwed || Status is RequestStatus.Answered,
                AnswerBy = Status is RequestStatus.Answered ? transferred.At + AnswerWithin : AnswerBy,
                DueAt = Status is RequestStatus.Answered ? transferred.At + AnswerWithin : DueAt,
            },
            RequestPriorityChanged changed => told with { Priority = changed.Priority },
            RequestColleagueAsked asked => told with { Asked = asked.Colleague },
            RequestNoted noted => told with { Asked = AskedAfter(noted) },
            RequestLinked linked => told with { Links = [.. Links, linked.Other] },
            RequestContactAttached attached => told with { Contacts = [.. Contacts, attached.Contact] },
            RequestBecameLate => told with { AnswerBy = null, Late = true },
            _ => told,
        };
    }

    /// <summary>The request as agents read it.</summary>
    public RequestView View(RequestId id) => new(
        id, Version, Number, Citizen, Contact, Service, Sector, Priority, Status, Language, Demand?.Subject, Demand?.Body, Assignee,
        OpenedAt, ClosedAt, Answer, Lines, Late)
    {
        Channel = Channel,
        DueAt = DueAt ?? AnswerBy,
        Answers = Answers.Count == 0 && Answer is { } last ? [last] : Answers,
        Links = Links,
        MergedInto = MergedInto,
        Asked = Asked,
        Contacts = Contacts,
    };

    /// <summary>The last thing that happened, as the citizen's history tells it.</summary>
    public RequestStep Step(RequestId id) => new(id, Version, Number, Service, Lines[^1].Type, Status, ChangedAt);

    RequestLine Line(RequestEvent fact) => new(Version + 1, EventTypes.Alias(fact), fact.At, fact.By, fact switch
    {
        RequestNoted noted => noted.Text,
        RequestAnswered answered => answered.Text,
        RequestClosed closed => closed.Reason,
        RequestReopened reopened => reopened.Reason,
        RequestTransferred transferred => transferred.Note,
        RequestColleagueAsked asked => asked.Question,
        _ => null,
    }, (fact as RequestAssigned)?.Assignee ?? (fact as RequestColleagueAsked)?.Colleague)
    {
        Service = (fact as RequestTransferred)?.To,
        Other = (fact as RequestLinked)?.Other ?? (fact as RequestMerged)?.Into,
        Priority = (fact as RequestPriorityChanged)?.Priority,
        Contact = (fact as RequestContactAttached)?.Contact,
    };

    static RequestState Ended(RequestState request, DateTimeOffset at) =>
        request with { Status = RequestStatus.Closed, ClosedAt = at, AnswerBy = null, DueAt = null, Late = false, Asked = null };

    // The colleague's own note or answer is their reply.
    Actor? AskedAfter(RequestEvent fact) => fact.By.Subject == Asked?.Subject ? null : Asked;
}
