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
