using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Services;

namespace Platform.Grains.Interfaces.Requests;

/// <summary>Where a request stands.</summary>
public enum RequestStatus
{
    /// <summary>Opened, and nobody's yet.</summary>
    Open,

    /// <summary>Someone has it.</summary>
    Assigned,

    /// <summary>An answer was given; it can still be closed, or go on.</summary>
    Answered,

    /// <summary>Done. It can be reopened.</summary>
    Closed,
}

/// <summary>How urgent a request is (F47).</summary>
public enum Priority
{
    /// <summary>As they come.</summary>
    Normal,

    /// <summary>Before the others.</summary>
    High,

    /// <summary>A loss of income or of safety.</summary>
    Urgent,
}

/// <summary>What happened to a request, as its citizen's history tells it: no personal datum.</summary>
/// <param name="Request">Which.</param>
/// <param name="Version">Of the request, gapless from 1.</param>
/// <param name="Number">As people say it.</param>
/// <param name="Service">Of which service.</param>
/// <param name="Type">The alias of the request's fact: <c>request-opened</c>...</param>
/// <param name="Status">After it.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("request-step")]
public sealed record RequestStep(
    [property: Id(0)] RequestId Request, [property: Id(1)] long Version, [property: Id(2)] string Number, [property: Id(3)] ServiceId Service,
    [property: Id(4)] string Type, [property: Id(5)] RequestStatus Status, [property: Id(6)] DateTimeOffset At);

/// <summary>What is answered to a change of a request.</summary>
/// <param name="Request">Which.</param>
/// <param name="Version">Its new version.</param>
/// <param name="Number">As people say it.</param>
/// <param name="Status">Where it stands now.</param>
/// <param name="At">When.</param>
/// <param name="TrackingCode">For the citizen, on opening only.</param>
[GenerateSerializer, Immutable, Alias("request-receipt")]
public sealed record RequestReceipt(
    [property: Id(0)] RequestId Request, [property: Id(1)] long Version, [property: Id(2)] string Number, [property: Id(3)] RequestStatus Status,
    [property: Id(4)] DateTimeOffset At, [property: Id(5), Personal] string? TrackingCode = null);

/// <summary>A request as agents read it.</summary>
/// <param name="Id">Which.</param>
/// <param name="Version">Of the last fact.</param>
/// <param name="Number">As people say it.</param>
/// <param name="Citizen">Whose.</param>
/// <param name="Contact">The version of the contact it was opened from.</param>
/// <param name="Service">Of which service.</param>
/// <param name="Sector">The wall it stands behind (F12).</param>
/// <param name="Priority">How urgent.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Language">The answer's language (F8).</param>
/// <param name="Subject">In a line; null once erased.</param>
/// <param name="Description">The demand; null once erased.</param>
/// <param name="Assignee">Who has it; null where nobody.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="ClosedAt">When it was closed, or null.</param>
/// <param name="Answer">The last answer given, or null.</param>
/// <param name="Steps">Everything that happened, oldest first, at most the last 200.</param>
/// <param name="Late">It waits, and its citizen was not answered within 72 hours (F29).</param>
[GenerateSerializer, Immutable, Alias("request-view")]
public sealed record RequestView(
    [property: Id(0)] RequestId Id, [property: Id(1)] long Version, [property: Id(2)] string Number, [property: Id(3)] CitizenId Citizen,
    [property: Id(4)] long Contact, [property: Id(5)] ServiceId Service, [property: Id(6)] string Sector, [property: Id(7)] Priority Priority,
    [property: Id(8)] RequestStatus Status, [property: Id(9)] string Language, [property: Id(10)] string? Subject,
    [property: Id(11)] string? Description, [property: Id(12)] Actor? Assignee, [property: Id(13)] DateTimeOffset OpenedAt,
    [property: Id(14)] DateTimeOffset? ClosedAt, [property: Id(15)] RequestAnswer? Answer, [property: Id(16)] IReadOnlyList<RequestLine> Steps,
    [property: Id(17)] bool Late = false)
{
    /// <summary>By which way its first contact came; null where it is not known.</summary>
    [Id(18)] public Channel? Channel { get; init; }

    /// <summary>When its answer is promised; null once it was answered or closed.</summary>
    [Id(19)] public DateTimeOffset? DueAt { get; init; }

    /// <summary>Every answer, oldest first: the citizen reads them all.</summary>
    [Id(20)] public IReadOnlyList<RequestAnswer> Answers { get; init; } = [];

    /// <summary>The requests that belong with it.</summary>
    [Id(21)] public IReadOnlyList<LinkedRequest> Links { get; init; } = [];

    /// <summary>The older request that goes on in its place, or null.</summary>
    [Id(22)] public LinkedRequest? MergedInto { get; init; }

    /// <summary>A colleague who was asked and has not replied yet, or null.</summary>
    [Id(23)] public Actor? Asked { get; init; }

    /// <summary>Further contacts that joined it, oldest first.</summary>
    [Id(24)] public IReadOnlyList<AttachedContact> Contacts { get; init; } = [];
}

/// <summary>Another request, as people say it.</summary>
/// <param name="Request">Which.</param>
/// <param name="Number">Its number.</param>
[GenerateSerializer, Immutable, Alias("linked-request")]
public sealed record LinkedRequest([property: Id(0)] RequestId Request, [property: Id(1)] string Number);

/// <summary>A contact that joined a request.</summary>
/// <param name="Citizen">In whose history it stands.</param>
/// <param name="Version">Its place there.</param>
/// <param name="Channel">By which way it came.</param>
[GenerateSerializer, Immutable, Alias("attached-contact")]
public sealed record AttachedContact([property: Id(0)] CitizenId Citizen, [property: Id(1)] long Version, [property: Id(2)] Channel Channel);

/// <summary>An answer as the citizen reads it, with the agent's name and service (F21).</summary>
[GenerateSerializer, Immutable, Alias("request-answer")]
public sealed record RequestAnswer(
    [property: Id(0)] string? Text, [property: Id(1)] Channel Channel, [property: Id(2)] Actor By, [property: Id(3)] DateTimeOffset At);

/// <summary>One line of what happened to a request.</summary>
/// <param name="Version">Its place.</param>
/// <param name="Type">The alias of the fact.</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Text">A note, an answer, a reason; null where none, or once erased.</param>
/// <param name="Assignee">To whom, where it was assigned; who was asked, where a colleague was.</param>
[GenerateSerializer, Immutable, Alias("request-line")]
public sealed record RequestLine(
    [property: Id(0)] long Version, [property: Id(1)] string Type, [property: Id(2)] DateTimeOffset At, [property: Id(3)] Actor By,
    [property: Id(4)] string? Text = null, [property: Id(5)] Actor? Assignee = null)
{
    /// <summary>The service that has it since, where it was transferred.</summary>
    [Id(6)] public ServiceId? Service { get; init; }

    /// <summary>The other request, where it was linked or merged.</summary>
    [Id(7)] public LinkedRequest? Other { get; init; }

    /// <summary>How urgent it is since, where that changed.</summary>
    [Id(8)] public Priority? Priority { get; init; }

    /// <summary>The contact, where one joined it.</summary>
    [Id(9)] public AttachedContact? Contact { get; init; }
}
