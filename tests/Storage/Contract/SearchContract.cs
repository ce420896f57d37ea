using Platform.Grains.Citizens;
using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;
using static Platform.Tests.Storage.Contract.Appends;

namespace Platform.Tests.Storage.Contract;

/// <summary>What is kept is found.</summary>
public abstract partial class JournalContract
{
    static readonly ContactPointDigest Digest = new(new("a secret for these tests"u8.ToArray()));

    [Theory]
    [InlineData("Łukasz Nowak", null, null, "lukasz nowak", "LUKASZ", "nowak lu")]
    [InlineData("Thị Đặng", null, null, "dang", "thi dang", "đặng")]
    [InlineData("Yıldız Kaya", null, null, "yildiz", "yıldız", "YILDIZ")]
    [InlineData("Sigurþór J", null, null, "sigurthor", "sigurþ")]
    [InlineData("Raﬀin", null, null, "raffin", "raﬀ")]
    [InlineData("İpek Åström-Øye", null, null, "ipek", "astrom", "oye", "astromoye")]
    [InlineData("Ζωή Παπαδοπούλου", null, null, "ζωη", "παπαδοπουλου")]
    [InlineData("N'Diaye Moussa", null, null, "ndiaye", "n'diaye", "n diaye", "diaye")]
    [InlineData("NDiaye Moussa", null, null, "n'diaye", "n diaye", "ndiaye moussa")]
    [InlineData("O’Brien Niamh", null, null, "obrien", "o'brien", "o brien")]
    [InlineData("Jean-Pierre L'Hostis", null, null, "lhostis", "jeanpierre", "jean pierre", "pierre l'hostis")]
    [InlineData("Le Goff Anna", null, null, "legoff", "le goff", "goff anna")]
    [InlineData("Legoff Anna", null, null, "le goff", "legoff")]
    [InlineData("d'Abdel-Kader Ali", null, null, "dabdel", "abdelkader", "abdel kader")]
    [InlineData("Solo Han", null, "06 53 11 22 33", "06 5", "06 53", "065311", "06 53 11 22 33", "+33 6", "0033 6 53 11 22", "+33 (0)6 53", "+33 06 53", "06–53–11", "Solo 06 53", "2233")]
    [InlineData("Réunion", null, "0692 11 22 33", "0692", "+262 692", "00262 692 11", "+33 692 11", "2233")]
    [InlineData("Lebrun", "famille.lebrun+asso@exemple.example", null, "famille.", "famille.lebr", "famille.lebrun+asso@", "famille.lebrun+asso@exemple.example", "FAMILLE.LE")]
    [InlineData("Accent", "z@mairie-élan.example", null, "z@mairie-élan", "z@xn--mairie", "z@mairie-elan.ex")]
    [InlineData("Ly", null, null, "ly")]
    [InlineData("李 明", null, null, "李", "明", "李明")]
    [InlineData("राम कुमार", null, null, "राम", "कुमार")]
    [InlineData("Marchand Paul", null, null, "machand", "marchnad", "marchandd", "marxhand paul", "paul machand")]
    public async Task EveryKeptPersonIsFound(string name, string? email, string? phone, params string[] asked)
    {
        var (town, citizen) = (Town(), Someone());
        await Opens(town, citizen, new(name, email, phone));
        await Opens(town, Someone(), new("Zacharie Quelconque", "zq@ailleurs.example", "03 53 01 98 76"));
        foreach (var typed in asked)
            Assert.True((await House.Citizens.Search(town, typed, 20, null)).Items is [var match] && match.Id == citizen, $"'{typed}' does not find {name}.");
        Assert.Empty((await House.Citizens.Search(Town(), asked[0], 20, null)).Items);
    }

    [Fact]
    public async Task WholeWordsComeFirstThenTheNewestAndNobodyIsLeftOut()
    {
        var town = Town();
        await Opens(town, Someone(), new("Ly", null, null));
        for (var i = 1; i <= 21; i++)
            await Opens(town, CitizenId.New(Noon.AddSeconds(i)), new($"Lydie {i}", null, null));
        var first = await House.Citizens.Search(town, "ly", 20, null);
        var second = await House.Citizens.Search(town, "ly", 20, CitizenSearchCursor.Parse(first.Next!.Value.ToString()));
        Assert.Equal(
            ["Ly", .. Enumerable.Range(1, 21).Reverse().Select(static i => $"Lydie {i}")], first.Items.Concat(second.Items).Select(static match => match.Name));
        Assert.Null(second.Next);
        // A page that is full to its last line leads on where there is more, and only there.
        var whole = await House.Citizens.Search(town, "ly", 1, null);
        Assert.Equal(("Ly", "Lydie 21"), (whole.Items[0].Name, (await House.Citizens.Search(town, "ly", 1, whole.Next)).Items[0].Name));
        Assert.Null((await House.Citizens.Search(town, "ly", 22, null)).Next);
    }

    [Fact]
    public async Task WhatAnEarlierReleaseKeptIsMadeAnew()
    {
        var (town, ada) = (Town(), Someone());
        var point = new ContactPoint(ContactPointKind.Phone, "+33692112233", false);
        var fact = JournalJson.Write(new ContactRecorded(
            Noon, Actor.Platform, Channel.Phone, "fr", null, new("s", ""), new(new("Łada N'Diaye", null, "0692 11 22 33"), [point])), Noon);
        var corrected = JournalJson.Write(new IdentityCorrected(Noon, Actor.Platform, new(new("Łada Bertin", null, null), [])), Noon);
        await Journal.Commits(Contact(town, ada, 0) with
        {
            Facts = [fact, corrected],
            Claims = [new(Digest.Of(point))],
            Rows = [new CitizenRow(town, ada.Value, "Łada Bertin", null, "0692 11 22 33", " łada bertin", Noon, false, Indexed: 1), new CitizenWordRow(town, "łada", ada.Value)],
        });
        Assert.Empty((await House.Citizens.Search(town, "lada", 20, null)).Items);

        var index = new CitizenIndex(Journal, House.Index, Digest);
        var mine = Assert.Single(await All(index), citizen => citizen.Tenant == town);
        Assert.True(await index.Renew(mine, default));
        Assert.DoesNotContain(await All(index), citizen => citizen.Tenant == town);
        foreach (var typed in new[] { "lada", "ndiaye", "+262 692" })
            Assert.Equal(("Łada Bertin", "Łada N'Diaye"), (await House.Citizens.Search(town, typed, 20, null)).Items is [var match] ? (match.Name, match.FormerName) : default);
        Assert.Equal(ada.ToString(), Assert.Single(await Journal.Owners(town, [Digest.Of(ContactPointKind.Phone, "+262692112233")]))!.Value.Id);

        // What the file became meanwhile is not overwritten.
        Assert.False(await House.Index.Write(new(town, ada.Value, "Old", null, null, " old", Noon, false), ["old"], [], version: 1, default));
        Assert.Empty((await House.Citizens.Search(town, "old", 20, null)).Items);
    }

    static async Task<List<IndexedCitizen>> All(CitizenIndex index)
    {
        var all = new List<IndexedCitizen>();
        while (await index.Outdated(all.LastOrDefault(), 100, default) is { Count: > 0 } page)
            all.AddRange(page);
        return all;
    }

    async Task Opens(TenantId town, CitizenId citizen, Identity person)
    {
        var decided = CitizenState.Empty.Record(new("c", Actor.Platform, new(Channel.Web, "s", "", "fr"), person, false, Opens: true), Noon);
        var state = decided.Events.Aggregate(CitizenState.Empty, static (file, fact) => file.Apply(fact).At(file.Version + 1));
        await Journal.Commits(Contact(town, citizen, 0) with
        {
            Rows = [.. CitizenLists.Rows(town, citizen, CitizenState.Empty, state, decided.Events)],
        });
    }
}
