using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Services;

namespace Platform.Grains.Interfaces.Requests;

/// <summary>Opens a request from a contact.</summary>
/// <param name="CommandId">See <see cref="Command"/>.</param>
/// <param name="By">Who opens it.</param>
/// <param name="Citizen">Whose.</param>
/// <param name="Contact">The version of the contact in the citizen's history.</param>
/// <param name="Service">Which service answers; its sector comes from the tenant's settings.</param>
/// <param name="Sector">The wall of that service.</param>
/// <param name="Priority">How urgent.</param>
/// <param name="Channel">Of the contact: the default way of the answer.</param>
/// <param name="Language">Of the contact.</param>
/// <param name="Subject">1 to 300 characters.</param>
/// <param name="Description">Up to 20,000 characters.</param>
/// <param name="TimeZone">IANA name of the authority's zone, in whose year the number is given; null for UTC.</param>
[GenerateSerializer, Immutable, Alias("open-request")]
public sealed record OpenRequest(
    string CommandId, Actor By, [property: Id(0)] CitizenId Citizen, [property: Id(1)] long Contact, [property: Id(2)] ServiceId Service,
    [property: Id(3)] string Sector, [property: Id(4)] Priority Priority, [property: Id(5)] Channel Channel, [property: Id(6)] string Language,
    [property: Id(7)] string Subject, [property: Id(8)] string Description, [property: Id(9)] string? TimeZone = null) : Command(CommandId, By);

/// <summary>Gives a request to someone, or takes it.</summary>
/// <param name="CommandId">See <see cref="Command"/>.</param>
/// <param name="By">Who gives it.</param>
/// <param name="Assignee">A person by their opaque subject, or a team (<c>team:</c> and its name).</param>
/// <param name="Seen">The version that the asker had before them; what others did since is refused once (<see cref="ChangedMeanwhile"/>).</param>
[GenerateSerializer, Immutable, Alias("assign-request")]
public sealed record AssignRequest(string CommandId, Actor By, [property: Id(0)] Actor Assignee, [property: Id(1)] long? Seen = null) : Command(CommandId, By);

/// <summary>Leaves a note on a request; the citizen does not see it.</summary>
[GenerateSerializer, Immutable, Alias("note-request")]
public sealed record NoteRequest(string CommandId, Actor By, [property: Id(0)] string Text) : Command(CommandId, By);

/// <summary>Answers the citizen, under the agent's name and service (F21).</summary>
[GenerateSerializer, Immutable, Alias("answer-request")]
public sealed record AnswerRequest(
    string CommandId, Actor By, [property: Id(0)] string Text, [property: Id(1)] Channel Channel, [property: Id(2)] bool Close,
    [property: Id(3)] long? Seen = null) : Command(CommandId, By);

/// <summary>Ends a request. One without an answer needs a reason (F31: every request gets an answer).</summary>
[GenerateSerializer, Immutable, Alias("close-request")]
public sealed record CloseRequest(string CommandId, Actor By, [property: Id(0)] string? Reason, [property: Id(1)] long? Seen = null) : Command(CommandId, By);

/// <summary>Takes a closed request up again.</summary>
[GenerateSerializer, Immutable, Alias("reopen-request")]
public sealed record ReopenRequest(string CommandId, Actor By, [property: Id(0)] string Reason) : Command(CommandId, By);

/// <summary>Hands a request to another service of the authority (F17, F18): its number and its promise stay, its wall is the new service's.</summary>
/// <param name="CommandId">See <see cref="Command"/>.</param>
/// <param name="By">Who transfers it.</param>
/// <param name="Service">To which service; its sector comes from the tenant's settings.</param>
/// <param name="Sector">The wall of that service (F12).</param>
/// <param name="Note">For the colleagues there, up to 4,000 characters; the citizen does not see it.</param>
/// <param name="Seen">See <see cref="AssignRequest"/>.</param>
[GenerateSerializer, Immutable, Alias("transfer-request")]
public sealed record TransferRequest(
    string CommandId, Actor By, [property: Id(0)] ServiceId Service, [property: Id(1)] string Sector, [property: Id(2)] string? Note,
    [property: Id(3)] long? Seen = null) : Command(CommandId, By);

/// <summary>Says how urgent a request is (F47).</summary>
[GenerateSerializer, Immutable, Alias("prioritise-request")]
public sealed record PrioritiseRequest(string CommandId, Actor By, [property: Id(0)] Priority Priority) : Command(CommandId, By);

/// <summary>Asks a colleague something about a request, which stays with who has it. Their next note or answer is the reply.</summary>
[GenerateSerializer, Immutable, Alias("ask-colleague")]
public sealed record AskColleague(string CommandId, Actor By, [property: Id(0)] Actor Colleague, [property: Id(1)] string Question) : Command(CommandId, By);

/// <summary>Says that a request belongs with another one. Each of the two is told.</summary>
[GenerateSerializer, Immutable, Alias("link-request")]
public sealed record LinkRequest(string CommandId, Actor By, [property: Id(0)] LinkedRequest Other) : Command(CommandId, By);

/// <summary>Ends a request that the same person had made before: the older one goes on.</summary>
[GenerateSerializer, Immutable, Alias("merge-request")]
public sealed record MergeRequest(string CommandId, Actor By, [property: Id(0)] RequestId Into) : Command(CommandId, By);

/// <summary>Adds a further contact of the history to a request: one thread, one answer.</summary>
[GenerateSerializer, Immutable, Alias("attach-contact")]
public sealed record AttachContact(string CommandId, Actor By, [property: Id(0)] AttachedContact Contact) : Command(CommandId, By);
