using Bogus;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Searching;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Silo.DemoData;

/// <summary>Invented people: names by Bogus, phones that ARCEP keeps for fiction, mails under a domain that cannot exist (RFC 2606).</summary>
static class DemoPeople
{
    // As a registry of any town has them; a desk that finds only the first half of the list is of no use.
    static readonly string[] Others =
    [
        "Łukasz Nowak", "Thị Hoa Đặng", "Yıldız Kaya", "Sigurþór Jónsson", "Moussa N’Diaye", "Niamh O’Brien", "Jean-Pierre L’Hostis", "Anna Le Goff",
        "李 明", "Ly", "Maria João da Conceição", "Zoë Müller", "Aïcha Ben Salah", "Nguyễn Văn An", "Bjørn Åkesson", "Søren Lœuvre", "Dragan Đorđević",
        "Ferenc Kőszegi", "Šárka Žižková", "Ioana Țepeș", "Olga Ivanova", "Fatoumata Traoré", "José Núñez", "Marie-Thérèse de La Tour", "Uğur Şahin",
    ];

    // Who works where, beside those that sign-in offers; the sectors they hold come with them.
    static readonly string[] Colleagues = ["Farid Mansouri", "Lucie Garnier", "Antoine Royer", "Delphine Schmitt", "Samuel Teixeira"];

    /// <summary>A person, or now and then a company.</summary>
    /// <param name="of">The source of chance, of their own.</param>
    /// <param name="number">Their place in the town: it makes mail and phone theirs alone.</param>
    public static Identity One(Faker of, int number)
    {
        var chance = of.Random;
        var company = chance.Bool(0.04f);
        var name = company ? of.Company.CompanyName()
            : chance.Bool(0.06f) ? chance.ArrayElement(Others)
            : $"{of.Name.FirstName()} {of.Name.LastName()}";
        var mail = $"{(company ? "contact" : Letters(name))}.{number}@courriel.example";
        var phone = chance.Bool(company ? 0.9f : 0.2f) ? $"03 53 01 {Pairs(3_000 + number)}" : $"06 39 98 {Pairs(4_000 + number)}";
        return chance.Double() switch
        {
            < 0.55 => new(name, mail, phone),
            < 0.80 => new(name, null, phone),
            < 0.97 => new(name, mail, null),
            _ => new(name, null, null),
        };
    }

    /// <summary>The same person as another colleague wrote them down, by the other way they can be reached: two files of one person.</summary>
    public static Identity Again(Identity person, int number) => new(
        person.Name?.ToUpperInvariant(), person.Email is null ? $"autre.{number}@courriel.example" : null,
        person.Email is null ? null : $"01 99 00 {Pairs(number)}");

    /// <summary>Who deals with requests: an agent that sign-in offers in a third of them, else a colleague.</summary>
    public static Actor Agent(Randomizer chance, TenantId tenant, string service)
    {
        if (chance.Bool(0.35f))
            return SignedIn(tenant);
        var name = chance.ArrayElement(Colleagues);
        return new("agent:" + Letters(name).Replace('.', '-'), name, service);
    }

    /// <summary>An agent that sign-in offers (Gateway/SignIn/demonstration-people.json).</summary>
    public static Actor SignedIn(TenantId tenant) => tenant.Value switch
    {
        "saint-aubin" => new("agent:camille", "Camille Durand", "Accueil de la mairie"),
        "val-de-lys" => new("agent:nadia", "Nadia Lambert", "Centre d'appels de l'agglomération"),
        _ => new("agent:yann", "Yann Le Goff", "Plateforme départementale"),
    };

    static string Letters(string name)
    {
        var letters = string.Concat(Folding.Fold(name).Select(static sign => char.IsAsciiLetter(sign) ? sign : sign is ' ' or '-' ? '.' : '\0')
            .Where(static sign => sign != '\0')).Trim('.');
        return letters.Length > 0 ? letters : "habitant";
    }

    static string Pairs(int number) => $"{number / 100 % 100:00} {number % 100:00}";
}
