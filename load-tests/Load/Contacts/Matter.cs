namespace Platform.LoadTests.Load.Contacts;

/// <summary>What a contact is about, and by which way it comes.</summary>
sealed record Matter(string Channel, string Subject, string Body)
{
    /// <summary>The first is what a lone citizen calls about.</summary>
    public static IReadOnlyList<Matter> All { get; } =
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
