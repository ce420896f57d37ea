using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;

namespace Platform.Grains.Interfaces.Histories;

/// <summary>One line of a history. Versions are gapless from 1, whatever the sort of line.</summary>
/// <param name="Version">Its place.</param>
/// <param name="Type">The alias of the fact: <c>contact-recorded</c>, <c>note-added</c>...</param>
/// <param name="At">When.</param>
/// <param name="By">Who.</param>
/// <param name="Channel">Of a contact; null otherwise.</param>
/// <param name="Subject">Of a contact, or of the request that changed.</param>
/// <param name="Body">Of a contact or note.</param>
/// <param name="Language">Of a contact.</param>
/// <param name="Request">The request's step, where the line tells of one.</param>
/// <param name="Other">The other file of a merge.</param>
/// <param name="Erased">The personal part was erased.</param>
/// <param name="Service">Of a contact, where known: the wall it stands behind (F12).</param>
[GenerateSerializer, Immutable, Alias("history-item")]
public sealed record HistoryItem(
    [property: Id(0)] long Version, [property: Id(1)] string Type, [property: Id(2)] DateTimeOffset At, [property: Id(3)] Actor By,
    [property: Id(4)] Channel? Channel = null, [property: Id(5)] string? Subject = null, [property: Id(6)] string? Body = null,
    [property: Id(7)] string? Language = null, [property: Id(8)] RequestStep? Request = null, [property: Id(9)] CitizenId? Other = null,
    [property: Id(10)] bool Erased = false, [property: Id(11)] ServiceId? Service = null);

/// <summary>A page of a history, oldest first.</summary>
/// <param name="Items">In the order of version.</param>
/// <param name="Next">The version after which to go on, or null at the end.</param>
[GenerateSerializer, Immutable, Alias("history-page")]
public sealed record HistoryPage([property: Id(0)] IReadOnlyList<HistoryItem> Items, [property: Id(1)] long? Next);
