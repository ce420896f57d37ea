using Platform.Grains.Interfaces.Contracts;

namespace Platform.Web.Problems;

/// <summary>The title of a problem: one for each status, the same at every occurrence (RFC 9457, 3.1.3).</summary>
static class Titles
{
    public static Sentence Of(int status) => status switch
    {
        400 => new("Requête mal formée", "Malformed request"),
        401 => new("Connexion nécessaire", "Sign-in needed"),
        403 => new("Accès refusé", "Not allowed"),
        404 => new("Introuvable", "Not found"),
        405 => new("Méthode refusée", "Method not allowed"),
        409 => new("Impossible dans cet état", "Not possible in this state"),
        410 => new("Adresse abandonnée", "Address given up"),
        413 => new("Trop volumineux", "Too large"),
        415 => new("Format refusé", "Format not accepted"),
        422 => new("Demande refusée", "Not acceptable"),
        503 => new("Service momentanément indisponible", "Unavailable for a moment"),
        _ => new("Une erreur de notre part", "An error of ours"),
    };
}
