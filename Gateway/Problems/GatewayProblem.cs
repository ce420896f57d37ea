namespace Platform.Gateway.Problems;

/// <summary>A problem (RFC 9457) with which the gateway itself answers a request: all of them are on this page, with what a person reads.</summary>
/// <param name="Code">Stable, for programs; documented in docs/errors.md.</param>
/// <param name="Status">Of HTTP (RFC 9110, RFC 6585).</param>
/// <param name="French">What is wrong and what to do.</param>
/// <param name="English">The same.</param>
/// <param name="RetryAfter">With a <c>Retry-After</c> header.</param>
sealed record GatewayProblem(string Code, int Status, string French, string English, bool RetryAfter = false)
{
    static int _count;

    /// <summary>The index in <see cref="All"/>, for counters.</summary>
    public int Ordinal { get; } = _count++;

    /// <summary>The languages of the sentences, the default first. German and Luxembourgish are not complete yet.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["fr", "en"];

    public static GatewayProblem UnknownHost { get; } = new("unknown-host", 404,
        "Aucune collectivité ne répond à cette adresse. Vérifiez le nom du site.",
        "No authority answers under this address. Check the name of the site.");

    public static GatewayProblem NotHere { get; } = new("not-here", 404,
        "Cette page n'existe pas. Revenez à l'accueil.",
        "There is no such page. Go back to the home page.");

    public static GatewayProblem UnknownKey { get; } = new("unknown-key", 401,
        "Cette clé n'ouvre rien ici. Envoyez « Authorization: Bearer » avec une clé de cette collectivité.",
        "This key opens nothing here. Send 'Authorization: Bearer' with a key of this authority.");

    public static GatewayProblem SignedOut { get; } = new("signed-out", 401,
        "Votre session est terminée. Connectez-vous de nouveau.",
        "Your session has ended. Sign in again.");

    public static GatewayProblem CrossSite { get; } = new("cross-site", 403,
        "Cette demande vient d'un autre site et n'a pas été prise en compte. Ouvrez le site de la collectivité et recommencez.",
        "This request came from another site and was not carried out. Open the authority's site and try again.");

    public static GatewayProblem TooLarge { get; } = new("too-large", 413,
        "L'envoi est trop volumineux. Réduisez-le ou envoyez-le en plusieurs fois.",
        "What was sent is too large. Make it smaller or send it in parts.");

    public static GatewayProblem Unreadable { get; } = new("unreadable", 400,
        "L'envoi s'est interrompu ou n'est pas lisible. Recommencez.",
        "What was sent broke off or cannot be read. Send it again.");

    public static GatewayProblem TooSlow { get; } = new("too-slow", 408,
        "L'envoi a pris trop de temps. Recommencez avec une meilleure connexion, ou envoyez moins à la fois.",
        "What was sent took too long to arrive. Send it again on a better line, or less at once.");

    public static GatewayProblem TooMany { get; } = new("too-many-requests", 429,
        "Trop de demandes viennent de chez vous en peu de temps. Patientez un instant, revenez en arrière et recommencez.",
        "Too many requests come from you in a short time. Wait a moment, go back and try again.", RetryAfter: true);

    public static GatewayProblem Encoded { get; } = new("encoded-body", 415,
        "L'envoi est compressé (Content-Encoding), ce qui n'est pas accepté. Envoyez-le tel quel.",
        "The body is compressed (Content-Encoding), which is not accepted. Send it as it is.");

    public static GatewayProblem NoSuchMethod { get; } = new("no-such-method", 405,
        "Cette méthode HTTP n'est pas acceptée ici.",
        "This HTTP method is not accepted here.");

    public static GatewayProblem OverBudget { get; } = new("over-budget", 429,
        "Cette collectivité reçoit plus de demandes que prévu. Patientez un instant et recommencez.",
        "This authority receives more than its share just now. Wait a moment and try again.", RetryAfter: true);

    public static GatewayProblem Busy { get; } = new("busy", 503,
        "La plateforme est très sollicitée. Patientez un instant et recommencez.",
        "The platform is very busy. Wait a moment and try again.", RetryAfter: true);

    public static GatewayProblem NoSilo { get; } = new("no-silo", 503,
        "Le service est momentanément indisponible. Patientez un instant et recommencez.",
        "The service is not available for the moment. Wait a moment and try again.", RetryAfter: true);

    public static GatewayProblem Interrupted { get; } = new("interrupted", 503,
        "La réponse s'est perdue : votre demande a peut-être été prise en compte. Recommencez avec la même clé d'idempotence.",
        "The answer was lost: your request may have been carried out. Repeat it with the same idempotency key.", RetryAfter: true);

    public static GatewayProblem Late { get; } = new("late", 504,
        "La réponse tarde trop : votre demande a peut-être été prise en compte. Recommencez avec la même clé d'idempotence.",
        "The answer takes too long: your request may have been carried out. Repeat it with the same idempotency key.", RetryAfter: true);

    public static GatewayProblem InMaintenance { get; } = new("maintenance", 503,
        "Le site est en maintenance. Revenez un peu plus tard ; rien de ce que vous avez envoyé n'est perdu.",
        "The site is under maintenance. Come back a little later; nothing you sent is lost.", RetryAfter: true);

    public static GatewayProblem NoSignIn { get; } = new("no-sign-in", 404,
        "La connexion n'est pas ouverte sur ce site.",
        "Signing in is not open on this site.");

    public static GatewayProblem UnknownPerson { get; } = new("unknown-person", 422,
        "Cette personne n'est pas dans la liste. Choisissez-en une autre.",
        "This person is not on the list. Choose another.");

    /// <summary>All problems: the documentation is checked against it.</summary>
    public static IReadOnlyList<GatewayProblem> All { get; } =
    [
        UnknownHost, NotHere, UnknownKey, SignedOut, CrossSite, TooLarge, Unreadable, TooSlow, TooMany, Encoded, NoSuchMethod, OverBudget, Busy, NoSilo, Interrupted, Late,
        InMaintenance, NoSignIn, UnknownPerson,
    ];

    public string Detail(string language) => language == "en" ? English : French;

    /// <summary>One for each status, the same at every occurrence (RFC 9457, 3.1.3).</summary>
    public string Title(string language) => (Status, language) switch
    {
        (401, "en") => "Sign-in needed", (401, _) => "Connexion nécessaire",
        (403, "en") => "Not allowed", (403, _) => "Accès refusé",
        (404, "en") => "Not found", (404, _) => "Introuvable",
        (405, "en") => "Not possible here", (405, _) => "Impossible ici",
        (415, "en") => "Unsupported body", (415, _) => "Format non accepté",
        (408, "en") => "Too slow", (408, _) => "Trop lent",
        (413, "en") => "Too large", (413, _) => "Trop volumineux",
        (400 or 422, "en") => "This cannot be done", (400 or 422, _) => "Ce n'est pas possible",
        (_, "en") => "One moment, please", (_, _) => "Un instant, s'il vous plaît",
    };
}
