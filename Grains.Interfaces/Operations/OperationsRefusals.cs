using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.Interfaces.Operations;

/// <summary>No silo of that name lives.</summary>
[GenerateSerializer, Immutable, Alias("no-such-silo")]
public sealed record NoSuchSilo() : Refusal(RefusalKind.NotFound, new("Aucun silo en service ne porte ce nom. Il est peut-être déjà parti : rechargez la page.",
        "No silo of that name is running. It may have left already: reload the page."));

/// <summary>The last silo would leave, and nobody would answer any more.</summary>
[GenerateSerializer, Immutable, Alias("last-silo")]
public sealed record LastSilo() : Refusal(RefusalKind.Conflict, new("C'est le dernier silo en service : plus rien ne répondrait. Ajoutez-en un d'abord.",
        "This is the last silo that serves: nothing would answer any more. Add one first."));

/// <summary>A letter could not be dealt with, this time either.</summary>
/// <param name="Why">What the follower said.</param>
[GenerateSerializer, Immutable, Alias("not-replayed")]
public sealed record NotReplayed([property: Id(0)] string Why) : Refusal(RefusalKind.Conflict, new($"La lettre n'a pas pu être traitée cette fois non plus : {Why}.", $"The letter could not be dealt with this time either: {Why}."));
