using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Histories;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Validation;

namespace Platform.Grains.Citizens;

/// <summary>One citizen file: what its facts add up to. What is decided about it stands in <see cref="CitizenDecisions"/>.</summary>
/// <remarks>The head only, never the history: its size is bounded whatever happened, so that a busy file costs no more than a quiet one.</remarks>
public sealed record CitizenState : IEventSourcedState<CitizenState, CitizenEvent>
{
    /// <summary>How many requests a file shows the last step of.</summary>
    internal const int RequestsShown = 50;

    const int MostFormerNames = 8;

    /// <inheritdoc/>
    public static CitizenState Empty { get; } = new();

    /// <inheritdoc/>
    public long Version { get; init; }

    /// <summary>Who they are.</summary>
    public Identity Identity { get; init; } = Identity.Unknown;

    /// <summary>By what they are found; each is a claim of this file.</summary>
    /// <remarks>In today's form, whatever release wrote the facts or the snapshot that they come from.</remarks>
    public IReadOnlyList<ContactPoint> ContactPoints { get; init => field = value.InTodaysForm(); } = [];

    /// <summary>Names that were corrected since, the last first: who asks for them is led here.</summary>
    public IReadOnlyList<string> FormerNames { get; init; } = [];

    /// <summary>The last word on each purpose.</summary>
    public IReadOnlyList<Consent> Consents { get; init; } = [];

    /// <summary>How many contacts.</summary>
    public long Contacts { get; init; }

    /// <summary>The first contact.</summary>
    public DateTimeOffset? FirstAt { get; init; }

    /// <summary>The last contact.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>The agent who dealt with them last (F10).</summary>
    public Actor? Holder { get; init; }

    /// <summary>What a colleague left for the next contact (F10).</summary>
    public HistoryItem? LastNote { get; init; }

    /// <summary>The last step of each of their requests, newest first.</summary>
    public IReadOnlyList<RequestStep> Requests { get; init; } = [];

    /// <summary>The file that this duplicate joined.</summary>
    public CitizenId? MergedInto { get; init; }

    /// <summary>What they said is gone (GDPR article 17): a file that was read again since.</summary>
    public bool Erased { get; init; }

    /// <summary>The files that joined this one.</summary>
    public IReadOnlyList<CitizenId> Duplicates { get; init; } = [];

    /// <inheritdoc/>
    public CitizenState At(long version) => this with { Version = version };

    /// <inheritdoc/>
    public CitizenState Apply(CitizenEvent fact)
    {
        var held = Agents.Is(fact.By) ? this with { Holder = fact.By } : this;
        return fact switch
        {
            ContactRecorded contact => held.Learn(contact.Learned) with
            {
                Contacts = Contacts + 1,
                FirstAt = FirstAt ?? contact.At,
                LastAt = contact.At,
                Erased = Erased || contact.Text is null,
            },
            NoteAdded note => held with { LastNote = new(Version + 1, "note-added", note.At, note.By, Body: note.Text, Erased: note.Text is null) },
            IdentityCorrected corrected => held.Correct(corrected.Learned),
            ConsentSet consent => held with
            {
                Consents = [.. Consents.Where(other => other.Purpose != consent.Purpose), new(consent.Purpose, consent.Given, consent.At)],
            },
            ContactPointVerified { Point: { } point } => held with { ContactPoints = ContactPoints.With(point) },
            RequestFollowed { Step: var step } => held with
            {
                Requests = [step, .. Requests.Where(other => other.Request != step.Request).Take(RequestsShown - 1)],
            },
            MergedInto merged => held with { MergedInto = merged.Survivor },
            MergeCancelled => held with { MergedInto = null },
            DuplicateAbsorbed absorbed => held.Learn(absorbed.Learned) with { Duplicates = [.. Duplicates, absorbed.Duplicate] },
            _ => held,
        };
    }

    /// <summary>The file as agents read it.</summary>
    public CitizenView View(CitizenId id) => new(
        id, Version, Identity, ContactPoints, Consents, Contacts, FirstAt, LastAt, Holder, LastNote, Requests, MergedInto, Duplicates,
        FormerNames.Count > 0 ? FormerNames : null);

    CitizenState Learn(Learned? learned) => learned is null ? this : this with
    {
        Identity = new(Identity.Name ?? learned.Identity.Name, Identity.Email ?? learned.Identity.Email, Identity.Phone ?? learned.Identity.Phone),
        ContactPoints = learned.ContactPoints.Aggregate(ContactPoints, static (known, point) => known.With(point)),
    };

    CitizenState Correct(Learned? learned)
    {
        if (learned is null)
            return this;
        var points = ContactPoints;
        // A mail or phone that was wrong would bring its true owner's contacts here.
        if (learned.Identity.Email is not null)
            points = points.Without(ContactPointKind.Email, ContactPointParser.Mail(Identity.Email));
        if (learned.Identity.Phone is not null)
            points = points.Without(ContactPointKind.Phone, ContactPointParser.Phone(Identity.Phone));
        return this with
        {
            FormerNames = learned.Identity.Name is not null && Identity.Name is { } former && former != learned.Identity.Name
                ? [.. FormerNames.Where(name => name != former && name != learned.Identity.Name).Prepend(former).Take(MostFormerNames)]
                : FormerNames,
            Identity = new(Put(learned.Identity.Name, Identity.Name), Put(learned.Identity.Email, Identity.Email), Put(learned.Identity.Phone, Identity.Phone)),
            ContactPoints = learned.ContactPoints.Aggregate(points, static (known, point) => known.With(point)),
        };
    }

    static string? Put(string? corrected, string? known) => corrected switch { null => known, "" => null, _ => corrected };
}
