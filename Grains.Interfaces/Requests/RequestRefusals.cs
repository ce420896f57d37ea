using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.Interfaces.Requests;

/// <summary>There is no such request in this tenant, or not for this caller.</summary>
[GenerateSerializer, Immutable, Alias("no-such-request")]
public sealed record NoSuchRequest() : Refusal(RefusalKind.NotFound, new("Cette demande n'existe pas.", "There is no such request."));

/// <summary>It was closed before.</summary>
[GenerateSerializer, Immutable, Alias("already-closed")]
public sealed record AlreadyClosed([property: Id(0)] DateTimeOffset At) : Refusal(RefusalKind.Conflict, new("Cette demande est déjà close. Rouvrez-la pour continuer.", "This request is closed already. Reopen it to go on."));

/// <summary>It is not closed, so it cannot be reopened.</summary>
[GenerateSerializer, Immutable, Alias("not-closed")]
public sealed record NotClosed() : Refusal(RefusalKind.Conflict, new("Cette demande n'est pas close.", "This request is not closed."));

/// <summary>It has no answer yet: closing it needs a reason that the citizen can read (F31).</summary>
[GenerateSerializer, Immutable, Alias("answer-first")]
public sealed record AnswerFirst() : Refusal(RefusalKind.Conflict, new("Cette demande n'a pas de réponse. Répondez, ou donnez le motif de la clôture.",
        "This request has no answer. Answer it, or give the reason for closing it."));

/// <summary>The tenant has no such service.</summary>
[GenerateSerializer, Immutable, Alias("no-such-service")]
public sealed record NoSuchService() : Refusal(RefusalKind.Invalid, new("Ce service n'existe pas dans cette collectivité.", "This authority has no such service."));

/// <summary>Others changed it since the asker read it: they read what was done, and ask again with the version given here.</summary>
/// <param name="Fact">The alias of the first fact that the asker had not seen.</param>
/// <param name="Who">The name of who did it; their subject where they have none.</param>
/// <param name="At">When.</param>
/// <param name="Version">The request's version now.</param>
[GenerateSerializer, Immutable, Alias("changed-meanwhile")]
public sealed record ChangedMeanwhile([property: Id(0)] string Fact, [property: Id(1)] string Who, [property: Id(2)] DateTimeOffset At, [property: Id(3)] long Version)
    : Refusal(RefusalKind.Conflict, new($"{Who} a agi sur cette demande entre-temps. Lisez ce qui a été fait, puis confirmez.",
        $"{Who} changed this request in the meantime. Read what was done, then confirm."));

/// <summary>It is with that service already.</summary>
[GenerateSerializer, Immutable, Alias("already-there")]
public sealed record AlreadyThere() : Refusal(RefusalKind.Conflict, new("Cette demande est déjà dans ce service.", "This request is with that service already."));

/// <summary>Two requests that cannot become one.</summary>
[GenerateSerializer, Immutable, Alias("cannot-merge-requests")]
public sealed record CannotMergeRequests() : Refusal(RefusalKind.Conflict, new(
        "Une demande se regroupe avec une demande plus ancienne de la même personne, encore ouverte. Sinon, reliez-les.",
        "A request is merged into an older open request of the same person. Otherwise, link them."));
