using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Contacts;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;

namespace Platform.Grains.Interfaces.Citizens;

/// <summary>A fact in a citizen's history. Its alias is its name in the journal, for ever; members are only added.</summary>
[GenerateSerializer, Immutable, Alias("citizen-event")]
public abstract record CitizenEvent([property: Id(0)] DateTimeOffset At, [property: Id(1)] Actor By);

/// <summary>A contact. The first one opens the file: it is version 1.</summary>
/// <param name="At">When it was recorded.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="Channel">By which way.</param>
/// <param name="Language">Of the citizen (BCP 47).</param>
/// <param name="Service">For whom, where known.</param>
/// <param name="Text">Subject and body; null once erased.</param>
/// <param name="Learned">What it taught of who they are; null where nothing new, or once erased.</param>
[GenerateSerializer, Immutable, EventType("contact-recorded")]
public sealed record ContactRecorded(
    DateTimeOffset At, Actor By, [property: Id(0)] Channel Channel, [property: Id(1)] string Language,
    [property: Id(2)] ServiceId? Service, [property: Id(3), Personal] ContactText? Text,
    [property: Id(4), Personal] Learned? Learned) : CitizenEvent(At, By);

/// <summary>What an event taught of who a citizen is.</summary>
/// <param name="Identity">The members that are new; the others null.</param>
/// <param name="ContactPoints">Those that are new, or newly proven.</param>
[GenerateSerializer, Immutable, Alias("learned")]
public sealed record Learned([property: Id(0)] Identity Identity, [property: Id(1)] IReadOnlyList<ContactPoint> ContactPoints);

/// <summary>A colleague's note.</summary>
[GenerateSerializer, Immutable, EventType("note-added")]
public sealed record NoteAdded(DateTimeOffset At, Actor By, [property: Id(0), Personal] string? Text) : CitizenEvent(At, By);

/// <summary>Who they are was corrected.</summary>
[GenerateSerializer, Immutable, EventType("identity-corrected")]
public sealed record IdentityCorrected(DateTimeOffset At, Actor By, [property: Id(0), Personal] Learned? Learned) : CitizenEvent(At, By);

/// <summary>A consent was given or withdrawn.</summary>
[GenerateSerializer, Immutable, EventType("consent-set")]
public sealed record ConsentSet(
    DateTimeOffset At, Actor By, [property: Id(0)] string Purpose, [property: Id(1)] bool Given) : CitizenEvent(At, By);

/// <summary>A contact point was proven.</summary>
[GenerateSerializer, Immutable, EventType("contact-point-verified")]
public sealed record ContactPointVerified(DateTimeOffset At, Actor By, [property: Id(0), Personal] ContactPoint? Point) : CitizenEvent(At, By);

/// <summary>One of their requests changed.</summary>
[GenerateSerializer, Immutable, EventType("request-followed")]
public sealed record RequestFollowed(DateTimeOffset At, Actor By, [property: Id(0)] RequestStep Step) : CitizenEvent(At, By);

/// <summary>This file is a duplicate and joined another: it takes no contact any more.</summary>
[GenerateSerializer, Immutable, EventType("merged-into")]
public sealed record MergedInto(DateTimeOffset At, Actor By, [property: Id(0)] CitizenId Survivor) : CitizenEvent(At, By);

/// <summary>The merge of this file is undone: it takes contacts again. Only a ring of merges is a reason, in which no file was left.</summary>
[GenerateSerializer, Immutable, EventType("merge-cancelled")]
public sealed record MergeCancelled(DateTimeOffset At, Actor By) : CitizenEvent(At, By);

/// <summary>A duplicate joined this file; its own history stays readable under its id.</summary>
[GenerateSerializer, Immutable, EventType("duplicate-absorbed")]
public sealed record DuplicateAbsorbed(
    DateTimeOffset At, Actor By, [property: Id(0)] CitizenId Duplicate, [property: Id(1)] long Versions,
    [property: Id(2), Personal] Learned? Learned) : CitizenEvent(At, By);
