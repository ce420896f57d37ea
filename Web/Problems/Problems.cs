using System.Globalization;
using Platform.Grains.Interfaces.Contracts;

namespace Platform.Web.Problems;

// What the edge of a silo refuses by itself. The refusals of the domain stand with their concepts, in Grains.Interfaces.
sealed partial record Problem
{
    public static Problem NotVouched { get; } = new(401, "not-vouched", new(
        "Ce serveur ne répond qu'à sa passerelle. Passez par l'adresse publique de la collectivité.",
        "This server answers its gateway alone. Use the public address of the authority."));

    public static Problem SignIn { get; } = new(401, "sign-in", new(
        "Connectez-vous, ou présentez une clé : « Authorization: Bearer ... ».",
        "Sign in, or present a key: \"Authorization: Bearer ...\"."));

    public static Problem NotAllowed { get; } = new(403, "not-allowed", new(
        "Vos droits ne le permettent pas. Demandez-les à l'administrateur de votre collectivité.",
        "Your rights do not cover this. Ask the administrator of your authority for them."));

    public static Problem NotFound { get; } = new(404, "not-found", new(
        "Il n'y a rien à cette adresse. Vérifiez-la.", "There is nothing at this address. Check it."));

    public static Problem NoSuchMethod { get; } = new(405, "method-not-allowed", new(
        "Cette adresse n'accepte pas cette méthode. Voyez l'en-tête « Allow ».",
        "This address does not take that method. See the \"Allow\" header."));

    /// <summary>What the address named is now asked by a body: addresses stay in logs and histories.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="member">The member of the body.</param>
    public static Problem InAddress(string path, string member) => new(410, "personal-in-address", new(
        $"Les noms et les codes ne s'écrivent plus dans l'adresse, où ils restent. Envoyez-les par POST {path}, dans le membre « {member} ».",
        $"Names and codes are not written in the address any more, where they stay. Send them by POST {path}, in the member \"{member}\"."));

    public static Problem Empty { get; } = new(400, "empty-body", new(
        "Le corps de la requête est vide. Envoyez un objet JSON.", "The body of the request is empty. Send a JSON object."));

    public static Problem TooDeep { get; } = new(400, "too-deep", new(
        "Le JSON est imbriqué sur plus de 32 niveaux. Aplatissez-le.", "The JSON is nested deeper than 32 levels. Flatten it."));

    public static Problem NotJson { get; } = new(415, "not-json", new(
        "Envoyez du JSON en UTF-8 : « Content-Type: application/json ».", "Send JSON in UTF-8: \"Content-Type: application/json\"."));

    public static Problem NotLines { get; } = new(415, "not-ndjson", new(
        "Envoyez un contact JSON par ligne : « Content-Type: application/x-ndjson ».",
        "Send one JSON contact a line: \"Content-Type: application/x-ndjson\"."));

    public static Problem BadKey { get; } = new(400, "bad-idempotency-key", new(
        "L'en-tête « Idempotency-Key » doit compter de 1 à 200 caractères ASCII imprimables.",
        "The \"Idempotency-Key\" header must have 1 to 200 printable ASCII characters."));

    public static Problem BadRequest { get; } = new(400, "bad-parameter", new(
        "Un paramètre de l'adresse n'est pas valable. Voyez /api/docs.", "A parameter of the address makes no sense. See /api/docs."));

    public static Problem CutShort { get; } = new(400, "cut-short", new(
        "La requête s'est interrompue avant la fin. Renvoyez-la avec la même clé d'idempotence.",
        "The request ended before its end. Send it again with the same idempotency key."));

    public static Problem Starting { get; } = new(503, "starting", new(
        "La plateforme démarre ou attend sa base de données. Réessayez dans quelques secondes.",
        "The platform is starting or waiting for its database. Try again in a few seconds.")) { RetryAfter = 2 };

    public static Problem ClocksApart { get; } = new(503, "clocks-apart", new(
        "Les horloges de nos serveurs ne s'accordent pas : rien n'a été enregistré. Renvoyez la même requête dans quelques instants.",
        "The clocks of our servers do not agree, so nothing was recorded. Send the same request again in a moment.")) { RetryAfter = 2 };

    public static Problem JournalAway { get; } = new(503, "journal-unavailable", new(
        "L'enregistrement n'a pas pu être confirmé. Renvoyez la même requête avec la même clé d'idempotence : rien ne sera compté deux fois.",
        "It could not be confirmed as recorded. Send the same request again with the same idempotency key: nothing is counted twice."))
    { RetryAfter = 2 };

    public static Problem Busy { get; } = new(503, "busy", new(
        "Trop de demandes à la fois. Renvoyez la même requête avec la même clé d'idempotence dans quelques secondes.",
        "Too much at once. Send the same request again with the same idempotency key in a few seconds.")) { RetryAfter = 1 };

    public static Problem OurFault { get; } = new(500, "our-fault", new(
        "Une erreur de notre part a été notée. Réessayez ; si elle dure, donnez-nous la référence « trace ».",
        "An error of ours was noted. Try again; if it lasts, tell us the \"trace\" reference."));

    public static Problem TooLarge(long bytes) => new(413, "too-large", new(
        string.Create(CultureInfo.InvariantCulture, $"C'est trop volumineux : au plus {bytes / 1024} Ko. Envoyez moins, ou en plusieurs fois."),
        string.Create(CultureInfo.InvariantCulture, $"It is too large: {bytes / 1024} KB at most. Send less, or in several parts.")));

    public static Problem TooManyLines(int most) => new(413, "too-many-lines", new(
        string.Create(CultureInfo.InvariantCulture, $"Au plus {most} lignes par envoi. Envoyez la suite dans un autre."),
        string.Create(CultureInfo.InvariantCulture, $"At most {most} lines at once. Send the rest in another request.")));

    public static Problem Malformed(long line, long column) => new(400, "malformed-json", new(
        string.Create(CultureInfo.InvariantCulture, $"Ce n'est pas du JSON valable, à la ligne {line}, octet {column}. Corrigez-le."),
        string.Create(CultureInfo.InvariantCulture, $"This is not valid JSON, at line {line}, byte {column}. Correct it.")));

    public static Problem Unknown(string member) => new(400, "unknown-member", new(
        $"Le membre « {Shown(member)} » n'existe pas ici. Retirez-le ou corrigez son nom.",
        $"There is no member \"{Shown(member)}\" here. Remove it or correct its name.")) { Members = [("member", Shown(member))] };

    public static Problem Twice(string member) => new(400, "repeated-member", new(
        $"Le membre « {Shown(member)} » figure deux fois. Gardez-en un.",
        $"The member \"{Shown(member)}\" is there twice. Keep one.")) { Members = [("member", Shown(member))] };

    public static Problem BadParameter(string name, Sentence reason) => new(400, "bad-parameter", reason) { Members = [("member", name)] };

    /// <summary>The problem of a bare status that routing or the server gave.</summary>
    public static Problem? OfStatus(int status) => status switch
    {
        404 => NotFound,
        405 => NoSuchMethod,
        413 => TooLarge(LargestBody),
        415 => NotJson,
        400 => BadRequest,
        _ => null,
    };

    // What a stranger named goes back to them, but not by the kilobyte.
    static string Shown(string member) => member.Length <= 64 ? member : member[..64] + "…";
}
