using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;

namespace Platform.Tests.Grains.EventSourcing;

/// <summary>One event of every sort, each member filled.</summary>
static class Samples
{
    internal static readonly DateTimeOffset At = new(2026, 3, 4, 9, 30, 15, 250, TimeSpan.Zero);
    internal static readonly Actor Camille = new("agent:camille", "Camille Roy", "Accueil");
    internal static readonly CitizenId Ada = CitizenId.Parse("01953f00-0000-7000-8000-0000000000ad");
    internal static readonly CitizenId Twin = CitizenId.Parse("01953f00-0000-7000-8000-0000000000ae");
    internal static readonly RequestId Lamp = RequestId.Parse("01953f00-0000-7000-8000-0000000000bb");

    internal static readonly TenantSettings SaintAubin = new(
        "Ville de Saint-Aubin", TenantKind.Commune, TenantId.Parse("val-de-lys"), ["saint-aubin.localhost"],
        new("#1d4f91", "#b34000", "SA", new("Près de vous", "Close to you")), ["fr", "en"], Calendar.Default,
        [
            new(ServiceId.Parse("etat-civil"), new("État civil", "Civil registry"), new("Actes et cartes d'identité."), "population",
                [new(Channel.Phone, "03 20 00 00 00", new("Prendre rendez-vous"))], [new(DayOfWeek.Monday, new(8, 30), new(12, 0))],
                new("Sur rendez-vous."), new("Rampe à gauche."), new("Calme le jeudi.")),
        ],
        Budget.Default);

    internal static IReadOnlyList<object> All { get; } =
    [
        new ContactRecorded(
            At, Camille, Channel.Phone, "fr", ServiceId.Parse("etat-civil"), new("Lampadaire en panne", "Rue des Lilas.\n« Éteint » depuis lundi."),
            new(new("Ada Martin", "Ada@Exemple.fr", "06 12 34 56 78"),
                [new(ContactPointKind.Email, "ada@exemple.fr", true), new(ContactPointKind.Phone, "+33612345678", false)])),
        new NoteAdded(At, Camille, "Rappeler après 17 h."),
        new IdentityCorrected(At, Camille, new(new(null, "ada.martin@exemple.fr", null), [new(ContactPointKind.Email, "ada.martin@exemple.fr", false)])),
        new ConsentSet(At, Camille, "reminders", true),
        new ContactPointVerified(At, Camille, new(ContactPointKind.Email, "ada@exemple.fr", true)),
        new RequestFollowed(At, Camille, new(Lamp, 2, "26-K7PMQ3X", ServiceId.Parse("voirie"), "request-assigned", RequestStatus.Assigned, At)),
        new MergedInto(At, Camille, Twin),
        new MergeCancelled(At, Camille),
        new DuplicateAbsorbed(At, Camille, Ada, 7, new(new("Ada Martin", null, null), [new(ContactPointKind.Phone, "+33612345678", false)])),
        new RequestOpened(
            At, Camille, Ada, 1, "26-K7PMQ3X", ServiceId.Parse("voirie"), "technique", Priority.High, Channel.Phone, "fr",
            "ABCDE-FGHIJ-KLMNO-PQRST-UVWXYZ", new("Lampadaire en panne", "Rue des Lilas.")),
        new RequestAssigned(At, Camille, new("agent:lea", "Léa Petit", "Voirie")),
        new RequestNoted(At, Camille, "Nacelle commandée."),
        new RequestAnswered(At, Camille, Channel.Email, "Réparé ce matin."),
        new RequestClosed(At, Camille, "Doublon."),
        new RequestBecameLate(At, Actor.Platform),
        new RequestReopened(At, Camille, "De nouveau en panne."),
        new RequestTransferred(At, Camille, ServiceId.Parse("voirie"), ServiceId.Parse("etat-civil"), "population", "Il s'agit d'un acte."),
        new RequestPriorityChanged(At, Camille, Priority.Urgent),
        new RequestColleagueAsked(At, Camille, new("agent:lea", "Léa Petit", "Voirie"), "La nacelle est-elle libre ?"),
        new RequestLinked(At, Camille, new(Lamp, "26-K7PMQ3X")),
        new RequestMerged(At, Camille, new(Lamp, "26-K7PMQ3X")),
        new RequestContactAttached(At, Camille, new(Ada, 3, Channel.Email)),
        new TenantConfigured(At, Actor.Platform, SaintAubin),
        new TenantProfileChanged(At, Camille, TenantProfile.Of(SaintAubin)),
        new HostsChanged(At, Actor.Platform, SaintAubin.Hosts),
        new ServiceDescribed(At, Camille, SaintAubin.Services[0], 0),
        new ServiceRemoved(At, Camille, ServiceId.Parse("etat-civil")),
        new KeyIssued(At, Actor.Platform, new("demo", new string('a', 64), [Scopes.ContactsWrite, Scopes.CitizensRead])),
        new KeyRevoked(At, Actor.Platform, "demo"),
        new IntakeStopped(At, Camille, new("Retour à 14 h.", "Back at 2 p.m.")),
        new IntakeResumed(At, Camille),
        new CrisisDeclared(At, Camille, 4, new("Beaucoup d'appels aujourd'hui.", De: "Viele Anrufe heute.")),
        new CrisisEnded(At, Camille),
    ];
}
