using Platform.Grains.Interfaces.Services;

namespace Platform.Grains.Interfaces.Citizens;

/// <summary>The ways in (F1), as they are written in JSON: lower case.</summary>
public enum Channel
{
    /// <summary>In person.</summary>
    Counter,

    /// <summary>A letter.</summary>
    Post,

    /// <summary>A call.</summary>
    Phone,

    /// <summary>An electronic mail.</summary>
    Email,

    /// <summary>The authority's own site or form.</summary>
    Web,

    /// <summary>A social network.</summary>
    Social,

    /// <summary>A short message.</summary>
    Sms,

    /// <summary>A conversation in writing, live.</summary>
    Chat,
}

/// <summary>One contact as it came in.</summary>
/// <param name="Channel">By which way.</param>
/// <param name="Subject">1 to 300 characters, one line.</param>
/// <param name="Body">Up to 20,000 characters; may be empty.</param>
/// <param name="Language">The language of the citizen (BCP 47), which the answer will be in (F8).</param>
/// <param name="Service">The service it is for, or null where nobody knows yet.</param>
[GenerateSerializer, Immutable, Alias("contact")]
public sealed record Contact(
    [property: Id(0)] Channel Channel, [property: Id(1)] string Subject, [property: Id(2)] string Body,
    [property: Id(3)] string Language, [property: Id(4)] ServiceId? Service = null);

/// <summary>What is known of who a citizen is. Every member may be unknown.</summary>
/// <param name="Name">As they say it, up to 200 characters.</param>
/// <param name="Email">As written; compared without case.</param>
/// <param name="Phone">As written; compared by its digits, in international form.</param>
[GenerateSerializer, Immutable, Alias("identity")]
public sealed record Identity([property: Id(0)] string? Name, [property: Id(1)] string? Email, [property: Id(2)] string? Phone)
{
    /// <summary>Nothing known.</summary>
    public static Identity Unknown { get; } = new(null, null, null);
}

/// <summary>A mail address or phone number by which a citizen is found.</summary>
/// <param name="Kind">Mail or phone.</param>
/// <param name="Value">In the form that is compared: a mail in lower case, a phone as <c>+33612345678</c>.</param>
/// <param name="Verified">Proven to be theirs. A claim that is not proven brings a contact to the file, and shows its claimant nothing.</param>
[GenerateSerializer, Immutable, Alias("contact-point")]
public sealed record ContactPoint([property: Id(0)] ContactPointKind Kind, [property: Id(1)] string Value, [property: Id(2)] bool Verified);

/// <summary>The sorts of contact point.</summary>
public enum ContactPointKind
{
    /// <summary>An electronic mail address.</summary>
    Email,

    /// <summary>A phone number.</summary>
    Phone,
}

/// <summary>A consent as the citizen last gave or withdrew it (GDPR article 7).</summary>
/// <param name="Purpose">What for: 1 to 64 of <c>a-z 0-9 -</c>, such as <c>reminders</c>.</param>
/// <param name="Given">Given, or withdrawn.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("consent")]
public sealed record Consent([property: Id(0)] string Purpose, [property: Id(1)] bool Given, [property: Id(2)] DateTimeOffset At);
