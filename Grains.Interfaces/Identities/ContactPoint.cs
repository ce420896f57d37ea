namespace Platform.Grains.Interfaces.Identities;

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
