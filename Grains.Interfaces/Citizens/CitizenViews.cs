using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Histories;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;

namespace Platform.Grains.Interfaces.Citizens;

/// <summary>What is answered to a change of a citizen: where it stands in the one history.</summary>
/// <param name="Citizen">Whose.</param>
/// <param name="Version">Its place, gapless from 1.</param>
/// <param name="At">When it was accepted.</param>
[GenerateSerializer, Immutable, Alias("receipt")]
public sealed record Receipt([property: Id(0)] CitizenId Citizen, [property: Id(1)] long Version, [property: Id(2)] DateTimeOffset At);

/// <summary>The file of a citizen (F10) without its history.</summary>
/// <param name="Id">Whose.</param>
/// <param name="Version">Of the last fact.</param>
/// <param name="Identity">Who they are.</param>
/// <param name="ContactPoints">By what they are found.</param>
/// <param name="Consents">The last word on each purpose.</param>
/// <param name="Contacts">How many contacts, duplicates' own not counted.</param>
/// <param name="FirstAt">The first contact; null before one.</param>
/// <param name="LastAt">The last contact.</param>
/// <param name="Holder">Who dealt with them last, and so holds the file; null where nobody yet.</param>
/// <param name="LastNote">The newest note of a colleague, with its author; null where none.</param>
/// <param name="Requests">The last step of each of their requests, newest first, at most 50.</param>
/// <param name="MergedInto">The file that this duplicate joined, or null.</param>
/// <param name="Duplicates">The files that joined this one.</param>
/// <param name="FormerNames">Names that were corrected since, the last first; null where none.</param>
[GenerateSerializer, Immutable, Alias("citizen-view")]
public sealed record CitizenView(
    [property: Id(0)] CitizenId Id, [property: Id(1)] long Version, [property: Id(2)] Identity Identity,
    [property: Id(3)] IReadOnlyList<ContactPoint> ContactPoints, [property: Id(4)] IReadOnlyList<Consent> Consents,
    [property: Id(5)] long Contacts, [property: Id(6)] DateTimeOffset? FirstAt, [property: Id(7)] DateTimeOffset? LastAt,
    [property: Id(8)] Actor? Holder, [property: Id(9)] HistoryItem? LastNote,
    [property: Id(10)] IReadOnlyList<RequestStep> Requests, [property: Id(11)] CitizenId? MergedInto,
    [property: Id(12)] IReadOnlyList<CitizenId> Duplicates, [property: Id(13)] IReadOnlyList<string>? FormerNames = null);
