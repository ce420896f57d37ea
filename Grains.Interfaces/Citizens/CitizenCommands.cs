using Platform.Grains.Interfaces.Contacts;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;

namespace Platform.Grains.Interfaces.Citizens;

/// <summary>Adds a contact to a history, and what it taught of who the citizen is.</summary>
/// <param name="CommandId">See <see cref="Command"/>.</param>
/// <param name="By">Who records it.</param>
/// <param name="Contact">The contact.</param>
/// <param name="Person">Who they say they are; <see cref="Identity.Unknown"/> where nothing was said.</param>
/// <param name="Verified">The mail and phone of <paramref name="Person"/> are proven (a signed-in citizen).</param>
/// <param name="Opens">May open the file. False: an unknown citizen is refused with <see cref="NoSuchCitizen"/>.</param>
[GenerateSerializer, Immutable, Alias("record-contact")]
public sealed record RecordContact(
    string CommandId, Actor By, [property: Id(0)] Contact Contact, [property: Id(1)] Identity Person,
    [property: Id(2)] bool Verified, [property: Id(3)] bool Opens) : Command(CommandId, By);

/// <summary>Leaves a note that colleagues see at the next contact (F10).</summary>
[GenerateSerializer, Immutable, Alias("add-note")]
public sealed record AddNote(string CommandId, Actor By, [property: Id(0)] string Text) : Command(CommandId, By);

/// <summary>Corrects who a citizen is (GDPR article 16). A null member stays as it is.</summary>
[GenerateSerializer, Immutable, Alias("correct-identity")]
public sealed record CorrectIdentity(string CommandId, Actor By, [property: Id(0)] Identity Identity) : Command(CommandId, By);

/// <summary>Gives or withdraws a consent.</summary>
[GenerateSerializer, Immutable, Alias("set-consent")]
public sealed record SetConsent(
    string CommandId, Actor By, [property: Id(0)] string Purpose, [property: Id(1)] bool Given) : Command(CommandId, By);

/// <summary>Says that a contact point of the file was proven to be theirs.</summary>
[GenerateSerializer, Immutable, Alias("verify-contact-point")]
public sealed record VerifyContactPoint(
    string CommandId, Actor By, [property: Id(0)] ContactPointKind Kind, [property: Id(1)] string Value) : Command(CommandId, By);

/// <summary>Sent to a duplicate: it joins another file, its contact points go with it, and it takes no contact any more.</summary>
[GenerateSerializer, Immutable, Alias("merge-into")]
public sealed record MergeInto(string CommandId, Actor By, [property: Id(0)] CitizenId Survivor) : Command(CommandId, By);

/// <summary>Sent to a merged file whose contacts reach nobody.</summary>
[GenerateSerializer, Immutable, Alias("repair-merge")]
public sealed record RepairMerge(string CommandId, Actor By) : Command(CommandId, By);

/// <summary>Sent to the survivor: the trace of the merge, and what the duplicate knew of the person.</summary>
[GenerateSerializer, Immutable, Alias("absorb-duplicate")]
public sealed record AbsorbDuplicate(
    string CommandId, Actor By, [property: Id(0)] CitizenId Duplicate, [property: Id(1)] long Versions,
    [property: Id(2)] Identity Identity, [property: Id(3)] IReadOnlyList<ContactPoint> ContactPoints) : Command(CommandId, By);

/// <summary>Forgets a citizen (GDPR article 17), with the duplicates that joined them.</summary>
[GenerateSerializer, Immutable, Alias("erase-citizen")]
public sealed record EraseCitizen(string CommandId, Actor By) : Command(CommandId, By);

/// <summary>A change of one of the citizen's requests joins their history.</summary>
[GenerateSerializer, Immutable, Alias("follow-request")]
public sealed record FollowRequest(string CommandId, Actor By, [property: Id(0)] RequestStep Step) : Command(CommandId, By);
