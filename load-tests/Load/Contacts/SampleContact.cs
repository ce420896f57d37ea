namespace Platform.LoadTests.Load.Contacts;

/// <summary>The content of a contact: channel, subject and body.</summary>
sealed record SampleContact(string Channel, string Subject, string Body)
{
    /// <summary>All samples; the first is that of traffic which does not vary them.</summary>
    public static IReadOnlyList<SampleContact> All { get; } =
    [
        new("phone", "Éclairage public en panne",
            "Le lampadaire devant le 12, rue des Lilas est éteint depuis trois jours, et la rue est très sombre le soir."),
        new("web", "Collecte non effectuée",
            "Le camion n’est pas passé ce matin dans notre rue. Les bacs jaunes débordent, et le vent emporte les cartons jusque sur la route."),
        new("email", "Inscription à la cantine",
            "Bonjour, je voudrais inscrire mes deux enfants à la cantine à partir de lundi. Quelles pièces faut-il fournir ? Merci d’avance."),
        new("counter", "Acte de naissance", "Demande un acte de naissance pour un dossier de retraite. Reviendra jeudi."),
        new("sms", "Cave inondée", "Bonjour la cave est inondée depuis cette nuit que faire merci"),
        new("social", "Route barrée", "La départementale est sous l’eau à la sortie du bourg, deux voitures sont bloquées. Qui prévient les secours ?"),
    ];
}
