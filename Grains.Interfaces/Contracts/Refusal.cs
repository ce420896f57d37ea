namespace Platform.Grains.Interfaces.Contracts;

/// <summary>What a person can cause. Every refusal of a concept sits on that concept's one page, a line each.</summary>
/// <param name="Kind">What sort of refusal: mapped to an HTTP status in one place.</param>
/// <param name="Sentence">What a person reads: what is wrong and what to do.</param>
[GenerateSerializer, Immutable, Alias("refusal")]
public abstract record Refusal([property: Id(0)] RefusalKind Kind, [property: Id(1)] Sentence Sentence);

/// <summary>A sentence in the two languages that are complete.</summary>
[GenerateSerializer, Immutable, Alias("sentence")]
public readonly record struct Sentence([property: Id(0)] string French, [property: Id(1)] string English)
{
    /// <summary>The sentence for a language tag such as <c>en-GB</c>; French where we have no other.</summary>
    public string In(string? language) =>
        language?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? English : French;
}

/// <summary>The sorts of refusal, each with one HTTP status (RFC 9110).</summary>
public enum RefusalKind
{
    /// <summary>There is no such thing for this caller: 404.</summary>
    NotFound,

    /// <summary>It cannot be done in the state it is in: 409.</summary>
    Conflict,

    /// <summary>What was asked makes no sense: 422.</summary>
    Invalid,

    /// <summary>The caller has no right to it: 403.</summary>
    Forbidden,
}

/// <summary>The same command id came with another content.</summary>
[GenerateSerializer, Immutable, Alias("command-reused")]
public sealed record CommandReused() : Refusal(RefusalKind.Invalid, new("Cette clé d'idempotence a déjà servi pour une autre demande. Utilisez une clé neuve.",
        "This idempotency key was already used for something else. Use a new key."));

/// <summary>A member of a command is not acceptable.</summary>
/// <param name="Member">The member's name as the caller wrote it, such as <c>citizen.email</c>.</param>
/// <param name="Reason">What is wrong with it, and what to do.</param>
[GenerateSerializer, Immutable, Alias("not-acceptable")]
public sealed record NotAcceptable([property: Id(0)] string Member, [property: Id(1)] Sentence Reason) : Refusal(RefusalKind.Invalid, Reason);
