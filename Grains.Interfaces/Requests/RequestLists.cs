using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Services;

namespace Platform.Grains.Interfaces.Requests;

/// <summary>A request in a list.</summary>
/// <param name="Id">Which.</param>
/// <param name="Number">As people say it.</param>
/// <param name="Citizen">Whose.</param>
/// <param name="Service">Who answers.</param>
/// <param name="Priority">How urgent.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Assignee">Who has it, by their opaque subject; null where nobody.</param>
/// <param name="AssigneeName">Their name, as shown.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="ChangedAt">When it last changed.</param>
/// <param name="Late">Past its due time.</param>
public sealed record RequestListItem(
    RequestId Id, string Number, CitizenId Citizen, ServiceId Service, Priority Priority, RequestStatus Status, string? Assignee,
    string? AssigneeName, DateTimeOffset OpenedAt, DateTimeOffset ChangedAt, bool Late)
{
    /// <summary>In a line, in the citizen's words; null once erased.</summary>
    public string? Subject { get; init; }

    /// <summary>By which way its first contact came; null where it is not known.</summary>
    public Channel? Channel { get; init; }

    /// <summary>When its answer is promised; null where none is owed.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>The order of a list.</summary>
public enum RequestSort
{
    /// <summary>The newest first.</summary>
    Newest,

    /// <summary>The oldest first.</summary>
    Oldest,

    /// <summary>Urgent ones above, then the oldest promise first; what owes no answer last.</summary>
    Due,
}

/// <summary>What to list; null where all.</summary>
/// <param name="Status">Of this status.</param>
/// <param name="Priority">Of this priority.</param>
/// <param name="Service">Of this service.</param>
/// <param name="Assignee">Of this person or team, by their subject.</param>
/// <param name="Late">Late, or not late.</param>
public sealed record RequestFilter(RequestStatus? Status = null, Priority? Priority = null, string? Service = null, string? Assignee = null, bool? Late = null)
{
    /// <summary>The one of this number, as someone typed it.</summary>
    public string? Number { get; init; }

    /// <summary>Of this citizen.</summary>
    public CitizenId? Citizen { get; init; }

    /// <summary>That came this way.</summary>
    public Channel? Channel { get; init; }

    /// <summary>Opened at this moment or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Opened before this moment.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Not closed.</summary>
    public bool Open { get; init; }

    /// <summary>About which this person was asked, by their subject.</summary>
    public string? Asked { get; init; }

    /// <summary>In which order.</summary>
    public RequestSort Sort { get; init; }
}

/// <summary>How many requests stand where, within a filter.</summary>
/// <param name="ByStatus">Of each status but closed; one that is not there has none.</param>
/// <param name="Mine">Of the person who asked, not closed.</param>
/// <param name="Asked">About which they were asked, not closed.</param>
/// <param name="Late">Past their due time.</param>
/// <param name="Closed">Closed ones, counted up to <see cref="MostClosed"/>.</param>
public sealed record RequestCounts(IReadOnlyDictionary<RequestStatus, long> ByStatus, long Mine, long Asked, long Late, long Closed)
{
    /// <summary>Closed requests grow without end: beyond so many the count only says that there are more.</summary>
    public const int MostClosed = 1_000;

    /// <summary>Of one status.</summary>
    public long this[RequestStatus status] => ByStatus.GetValueOrDefault(status);

    /// <summary>Of all that are not closed.</summary>
    public long Open => ByStatus.Values.Sum();
}

/// <summary>A contact that asks for something, and from which nobody opened a request.</summary>
/// <param name="Citizen">Of whom.</param>
/// <param name="Version">Its place in their history.</param>
/// <param name="Channel">By which way it came.</param>
/// <param name="Service">For whom; null where nobody knows yet.</param>
/// <param name="At">Since when it waits.</param>
public sealed record WaitingContact(CitizenId Citizen, long Version, Channel Channel, ServiceId? Service, DateTimeOffset At);

/// <summary>Someone who has, or had, a request.</summary>
/// <param name="Subject">Opaque and stable.</param>
/// <param name="Name">As it was last shown; null where it never was.</param>
public sealed record Colleague(string Subject, string? Name);
