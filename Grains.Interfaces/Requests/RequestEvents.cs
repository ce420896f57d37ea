using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Contacts;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Services;

namespace Platform.Grains.Interfaces.Requests;

/// <summary>A fact about a request. Its alias is its name in the journal, for ever; members are only added.</summary>
[GenerateSerializer, Immutable, Alias("request-event")]
public abstract record RequestEvent([property: Id(0)] DateTimeOffset At, [property: Id(1)] Actor By);

/// <summary>It was opened from a contact.</summary>
[GenerateSerializer, Immutable, EventType("request-opened")]
public sealed record RequestOpened(
    DateTimeOffset At, Actor By, [property: Id(0)] CitizenId Citizen, [property: Id(1)] long Contact, [property: Id(2)] string Number,
    [property: Id(3)] ServiceId Service, [property: Id(4)] string Sector, [property: Id(5)] Priority Priority, [property: Id(6)] Channel Channel,
    [property: Id(7)] string Language, [property: Id(8), Personal] string? TrackingCode,
    [property: Id(9), Personal] ContactText? Demand) : RequestEvent(At, By);

/// <summary>Someone has it.</summary>
[GenerateSerializer, Immutable, EventType("request-assigned")]
public sealed record RequestAssigned(DateTimeOffset At, Actor By, [property: Id(0)] Actor Assignee) : RequestEvent(At, By);

/// <summary>A note among colleagues.</summary>
[GenerateSerializer, Immutable, EventType("request-noted")]
public sealed record RequestNoted(DateTimeOffset At, Actor By, [property: Id(0), Personal] string? Text) : RequestEvent(At, By);

/// <summary>The citizen was answered.</summary>
[GenerateSerializer, Immutable, EventType("request-answered")]
public sealed record RequestAnswered(
    DateTimeOffset At, Actor By, [property: Id(0)] Channel Channel, [property: Id(1), Personal] string? Text) : RequestEvent(At, By);

/// <summary>It is done.</summary>
[GenerateSerializer, Immutable, EventType("request-closed")]
public sealed record RequestClosed(DateTimeOffset At, Actor By, [property: Id(0), Personal] string? Reason) : RequestEvent(At, By);

/// <summary>Nobody answered it in time. It goes on, and says so until it is answered or closed.</summary>
[GenerateSerializer, Immutable, EventType("request-late")]
public sealed record RequestBecameLate(DateTimeOffset At, Actor By) : RequestEvent(At, By);

/// <summary>It goes on.</summary>
[GenerateSerializer, Immutable, EventType("request-reopened")]
public sealed record RequestReopened(DateTimeOffset At, Actor By, [property: Id(0), Personal] string? Reason) : RequestEvent(At, By);

/// <summary>Another service has it now. The note is for the colleagues there.</summary>
[GenerateSerializer, Immutable, EventType("request-transferred")]
public sealed record RequestTransferred(
    DateTimeOffset At, Actor By, [property: Id(0)] ServiceId From, [property: Id(1)] ServiceId To, [property: Id(2)] string Sector,
    [property: Id(3), Personal] string? Note) : RequestEvent(At, By);

/// <summary>It is more, or less, urgent.</summary>
[GenerateSerializer, Immutable, EventType("request-priority-changed")]
public sealed record RequestPriorityChanged(DateTimeOffset At, Actor By, [property: Id(0)] Priority Priority) : RequestEvent(At, By);

/// <summary>A colleague was asked something about it.</summary>
[GenerateSerializer, Immutable, EventType("request-colleague-asked")]
public sealed record RequestColleagueAsked(
    DateTimeOffset At, Actor By, [property: Id(0)] Actor Colleague, [property: Id(1), Personal] string? Question) : RequestEvent(At, By);

/// <summary>It belongs with another request.</summary>
[GenerateSerializer, Immutable, EventType("request-linked")]
public sealed record RequestLinked(DateTimeOffset At, Actor By, [property: Id(0)] LinkedRequest Other) : RequestEvent(At, By);

/// <summary>It is done, because an older request of the same person says the same.</summary>
[GenerateSerializer, Immutable, EventType("request-merged")]
public sealed record RequestMerged(DateTimeOffset At, Actor By, [property: Id(0)] LinkedRequest Into) : RequestEvent(At, By);

/// <summary>A further contact joined it.</summary>
[GenerateSerializer, Immutable, EventType("request-contact-attached")]
public sealed record RequestContactAttached(DateTimeOffset At, Actor By, [property: Id(0)] AttachedContact Contact) : RequestEvent(At, By);
