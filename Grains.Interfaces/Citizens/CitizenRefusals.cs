using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;

namespace Platform.Grains.Interfaces.Citizens;

/// <summary>There is no such file in this tenant.</summary>
[GenerateSerializer, Immutable, Alias("no-such-citizen")]
public sealed record NoSuchCitizen() : Refusal(RefusalKind.NotFound, new("Cette fiche citoyen n'existe pas.", "There is no such citizen file."));

/// <summary>The file is a duplicate that joined another: go on with the survivor.</summary>
[GenerateSerializer, Immutable, Alias("file-merged")]
public sealed record FileMerged([property: Id(0)] CitizenId Survivor) : Refusal(RefusalKind.Conflict, new($"Cette fiche a été fusionnée avec la fiche {Survivor}. Continuez sur celle-ci.",
        $"This file was merged into {Survivor}. Go on with that one."));

/// <summary>The file was erased (GDPR article 17): its lines stay without what was personal, and no line joins them.</summary>
[GenerateSerializer, Immutable, Alias("citizen-erased")]
public sealed record CitizenErased() : Refusal(RefusalKind.Conflict, new("Cette fiche citoyen a été effacée : rien ne peut plus y être ajouté. Si la personne revient, ouvrez une nouvelle fiche.",
        "This citizen file was erased: nothing can be added to it any more. If the person comes back, open a new file."));

/// <summary>A mail or phone of the person stands in another file.</summary>
[GenerateSerializer, Immutable, Alias("belongs-to-another")]
public sealed record BelongsToAnother([property: Id(0)] CitizenId Owner) : Refusal(RefusalKind.Conflict, new("Cette adresse ou ce numéro figure déjà dans une autre fiche. Fusionnez les deux fiches si c'est la même personne.",
        "This address or number is in another file already. Merge the two if they are one person."));

/// <summary>A file cannot join itself, nor a file that joined another.</summary>
[GenerateSerializer, Immutable, Alias("cannot-merge")]
public sealed record CannotMerge() : Refusal(RefusalKind.Conflict, new("Ces deux fiches ne peuvent pas être fusionnées : c'est la même, ou l'une l'est déjà.",
        "These two files cannot be merged: they are one, or one of them was merged already."));

/// <summary>One of the two files is just being merged with a third.</summary>
[GenerateSerializer, Immutable, Alias("merge-in-progress")]
public sealed record MergeInProgress() : Refusal(RefusalKind.Conflict, new("L'une de ces deux fiches est en train d'être fusionnée avec une troisième. Réessayez dans un instant.",
        "One of these two files is just being merged with a third. Try again in a moment."));

/// <summary>An earlier step of the request has not reached the file yet: the journal's follower brings them in order.</summary>
[GenerateSerializer, Immutable, Alias("earlier-step-missing")]
public sealed record EarlierStepMissing() : Refusal(RefusalKind.Conflict, new("Une étape précédente de cette demande n'est pas encore dans la fiche. Elle y sera sous peu.",
        "An earlier step of this request is not in the file yet. It will be shortly."));
