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
[GenerateSerializer, Immutable, Alias("open-request")]
public sealed record OpenRequest(
    string CommandId, Actor By, [property: Id(0)] CitizenId Citizen, [property: Id(1)] long Contact, [property: Id(2)] ServiceId Service,
    [property: Id(3)] string Sector, [property: Id(4)] Priority Priority, [property: Id(5)] Channel Channel, [property: Id(6)] string Language,
    [property: Id(7)] string Subject, [property: Id(8)] string Description) : Command(CommandId, By);

/// <summary>Gives a request to someone, or takes it.</summary>
[GenerateSerializer, Immutable, Alias("assign-request")]
public sealed record AssignRequest(string CommandId, Actor By, [property: Id(0)] Actor Assignee) : Command(CommandId, By);

/// <summary>Leaves a note on a request; the citizen does not see it.</summary>
[GenerateSerializer, Immutable, Alias("note-request")]
public sealed record NoteRequest(string CommandId, Actor By, [property: Id(0)] string Text) : Command(CommandId, By);

/// <summary>Answers the citizen, under the agent's name and service (F21).</summary>
[GenerateSerializer, Immutable, Alias("answer-request")]
public sealed record AnswerRequest(
    string CommandId, Actor By, [property: Id(0)] string Text, [property: Id(1)] Channel Channel, [property: Id(2)] bool Close) : Command(CommandId, By);

/// <summary>Ends a request. One without an answer needs a reason (F31: every request gets an answer).</summary>
[GenerateSerializer, Immutable, Alias("close-request")]
public sealed record CloseRequest(string CommandId, Actor By, [property: Id(0)] string? Reason) : Command(CommandId, By);

/// <summary>Takes a closed request up again.</summary>
[GenerateSerializer, Immutable, Alias("reopen-request")]
public sealed record ReopenRequest(string CommandId, Actor By, [property: Id(0)] string Reason) : Command(CommandId, By);
