using System.Buffers;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenants;
using Platform.Grains.Validation;

namespace Platform.Grains.Tenants;

/// <summary>What an authority may set about itself.</summary>
static class TenantRules
{
    const double TextContrast = 4.5;
    const double OrnamentContrast = 3;
    const int LongestMessage = 500;
    static readonly SearchValues<char> InHost = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");
    static readonly string[] Languages = ["fr", "en", "de", "lb"];

    internal static NotAcceptable? Check(TenantSettings settings, TenantKind? parent) =>
        TextRules.Line("name", settings.Name, 200)
        ?? Parent(settings, parent)
        ?? Hosts(settings.Hosts)
        ?? Look(settings.Brand)
        ?? Spoken(settings.Languages)
        ?? Hours(settings.Calendar)
        ?? Sheets(settings.Services)
        ?? (settings.Budget is { PerSecond: > 0, Concurrent: > 0 }
            ? null
            : new("budget", new("Un budget est d'au moins une requête.", "A budget is at least one request.")));

    /// <summary>What the public reads in an hour that is not like the others.</summary>
    internal static NotAcceptable? Message(LocalText? message) =>
        message is null ? null
        : TextRules.Lines("message", message.Fr, LongestMessage)
            ?? TextRules.Written("message", message.En, LongestMessage, lines: true)
            ?? TextRules.Written("message", message.De, LongestMessage, lines: true)
            ?? TextRules.Written("message", message.Lb, LongestMessage, lines: true);

    static NotAcceptable? Parent(TenantSettings settings, TenantKind? parent) =>
        settings.Parent is null || (settings.Kind, parent) is (TenantKind.Commune, TenantKind.Epci) or (TenantKind.Epci, TenantKind.Departement)
            ? null
            : new("parent", new(
                "Le parent d'une commune est un EPCI de la plateforme, celui d'un EPCI un département ; un département n'en a pas.",
                "The parent of a commune is an EPCI on this platform, that of an EPCI a département; a département has none."));

    static NotAcceptable? Hosts(IReadOnlyList<string> hosts) =>
        hosts.Count is > 0 and <= 20 && hosts.All(IsHost) && hosts.Distinct().Count() == hosts.Count
            ? null
            : new("hosts", new(
                "De 1 à 20 noms d'hôte différents, en minuscules et sans port, comme grc.saint-aubin.fr.",
                "1 to 20 different host names, in lower case and without a port, such as grc.saint-aubin.fr."));

    static bool IsHost(string host) =>
        host.Length is > 0 and <= 253 && host.AsSpan().IndexOfAnyExcept(InHost) < 0
        && host.Split('.').All(static label => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-');

    static NotAcceptable? Look(Brand brand) =>
        Contrast.WithWhite(brand.Primary) is not >= TextContrast
            ? new("brand.primary", new(
                "La couleur principale s'écrit #rrggbb, et un texte blanc doit s'y lire : contraste d'au moins 4,5:1. Assombrissez-la.",
                "The primary colour is written #rrggbb, and white text must be readable on it: a contrast of at least 4.5:1. Make it darker."))
        : Contrast.WithWhite(brand.Accent) is not >= OrnamentContrast
            ? new("brand.accent", new(
                "La couleur d'accent s'écrit #rrggbb et se distingue du blanc : contraste d'au moins 3:1. Assombrissez-la.",
                "The accent colour is written #rrggbb and is told from white: a contrast of at least 3:1. Make it darker."))
        : brand.Monogram is not { Length: > 0 and <= 3 } || !brand.Monogram.All(char.IsLetter)
            ? new("brand.monogram", new("Le monogramme compte de 1 à 3 lettres.", "The monogram has 1 to 3 letters."))
        : null;

    static NotAcceptable? Spoken(IReadOnlyList<string> languages) =>
        languages.Count > 0 && !languages.Except(Languages).Any() && languages.Distinct().Count() == languages.Count
            ? null
            : new("languages", new("Une ou plusieurs langues parmi fr, en, de, lb.", "One or more languages of fr, en, de, lb."));

    static NotAcceptable? Hours(Calendar calendar) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(calendar.TimeZone, out _) && calendar.Hours.All(static open => open.From < open.To)
            ? null
            : new("calendar", new(
                "Un fuseau horaire connu, comme Europe/Paris, et des horaires qui finissent après avoir commencé.",
                "A known time zone, such as Europe/Paris, and hours that end after they begin."));

    static NotAcceptable? Sheets(IReadOnlyList<Service> services) =>
        services.Count <= 1_000 && services.All(static service => service.Id.Value is not null && TextRules.Label("", service.Sector) is null)
        && services.Select(static service => service.Id).Distinct().Count() == services.Count
            ? null
            : new("services", new(
                "Chaque service a son propre identifiant et un secteur, en minuscules, chiffres et tirets.",
                "Each service has an id of its own and a sector, in lower-case letters, digits and hyphens."));
}
