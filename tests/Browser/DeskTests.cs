using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Platform.Grains.EventSourcing;
using static Microsoft.Playwright.Assertions;

namespace Platform.Tests.Browser;

/// <summary>The whole story on one screen while the phone rings; nothing to retype (F1, F10, F21).</summary>
[Collection("pages"), Trait("Speed", "Slow")]
public sealed class DeskTests(BrowserFixture town)
{
    static readonly Dictionary<string, string> Agents = new() { ["saint-aubin"] = "Camille Durand", ["haute-lys"] = "Yann Le Goff" };

    [Theory]
    [InlineData("saint-aubin", true)]
    [InlineData("saint-aubin", false)]
    [InlineData("haute-lys", true)]
    [InlineData("haute-lys", false)]
    public async Task ACallIsRecordedAndTheSecondTimeTheAgentKnows(string tenant, bool script)
    {
        var page = await town.SignIn(tenant, Agents[tenant], script);
        var name = $"Zoé Appel{Guid.NewGuid():N}"[..20];
        await Record(page, name, "Premier appel");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(name);
        await Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Contact enregistré");

        await page.GotoAsync("/desk");
        var word = name.Split(' ')[1];
        await page.GetByLabel("Nom, téléphone, adresse électronique ou numéro de demande").PressSequentiallyAsync(word.ToLowerInvariant());
        if (!script)
            await page.GetByRole(AriaRole.Button, new() { Name = "Rechercher" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = name }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Enregistrer un contact" }).Last.ClickAsync();
        await page.Locator("#subject").FillAsync("Deuxième appel");
        await page.Locator("#note").FillAsync("Rappeler mardi matin.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "C’est son 2e contact" })).ToBeVisibleAsync();
        await Expect(page.Locator(".note.warn")).ToContainTextAsync("Rappeler mardi matin.");
        await Expect(page.Locator(".history > li")).ToHaveCountAsync(3);
        await Expect(page.Locator(".history > li").First).ToContainTextAsync("Rappeler mardi matin.");
    }

    [Fact]
    public async Task ARequestGoesFromTheFormToItsSignedAnswer()
    {
        var citizen = await town.Visit("saint-aubin");
        await citizen.GotoAsync("/contact?service=voirie");
        await ContactFormTests.Fill(citizen, "Feu rouge en panne");
        await citizen.Locator("#service").SelectOptionAsync("voirie");
        await citizen.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();
        var (number, code) = ((await citizen.Locator(".number").InnerTextAsync()).Trim(), await citizen.Locator("#code").InnerTextAsync());

        var agent = await town.SignIn("saint-aubin", "Camille Durand");
        await agent.GotoAsync("/desk/requests?sort=newest");
        await agent.GetByRole(AriaRole.Link, new() { Name = number }).ClickAsync();
        await agent.GetByRole(AriaRole.Button, new() { Name = "Me l’attribuer" }).ClickAsync();
        await agent.GetByLabel("Votre réponse").FillAsync("Réparé ce matin.\nMerci de votre signalement.");
        await agent.GetByLabel("Clore la demande après cette réponse").CheckAsync();
        await agent.GetByRole(AriaRole.Button, new() { Name = "Envoyer la réponse" }).ClickAsync();
        await Expect(agent.Locator(".chip").First).ToHaveTextAsync("Close");

        await citizen.GotoAsync("/tracking");
        await citizen.GetByLabel("Code de suivi").FillAsync(code);
        await citizen.GetByRole(AriaRole.Button, new() { Name = "Voir ma demande" }).ClickAsync();
        await Expect(citizen.Locator(".letter")).ToContainTextAsync("Réparé ce matin.");
        await Expect(citizen.Locator(".signed")).ToContainTextAsync("Camille Durand, Accueil de la mairie");

        await agent.GetByLabel("Motif").FillAsync("Retombé en panne.");
        await agent.GetByRole(AriaRole.Button, new() { Name = "Rouvrir la demande" }).ClickAsync();
        await Expect(agent.Locator(".chip").First).ToHaveTextAsync("En cours");
        await agent.GetByRole(AriaRole.Link, new() { Name = "Voir la fiche" }).ClickAsync();
        await Expect(agent.Locator(".history")).ToContainTextAsync($"Demande {number} rouverte");
    }

    [Fact]
    public async Task TwoFilesOfOnePersonBecomeOneAfterBothWereSeen()
    {
        var page = await town.SignIn("saint-aubin", "Camille Durand");
        var name = $"Dupont{Guid.NewGuid():N}"[..16];
        await Record(page, $"Jean {name}", "Première fiche");
        await Record(page, $"J. {name}", "Seconde fiche");
        await page.GetByRole(AriaRole.Link, new() { Name = "Fusionner un doublon" }).ClickAsync();
        await page.Locator("#q").FillAsync(name);
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Rechercher" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = $"Jean {name}" }).ClickAsync();
        await Expect(page.Locator(".keeps")).ToContainTextAsync($"J. {name}");
        await Expect(page.Locator(".joins")).ToContainTextAsync($"Jean {name}");
        await page.GetByRole(AriaRole.Button, new() { Name = "C’est la même personne : fusionner" }).ClickAsync();
        await Expect(page.Locator(".history")).ToContainTextAsync("Doublon fusionné dans cette fiche");
        await page.GetByRole(AriaRole.Link, new() { Name = "Voir l’autre fiche" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Cette fiche est un doublon");
    }

    [Fact]
    public async Task OlderPagesOfAHistoryAreReached()
    {
        var page = await town.SignIn("saint-aubin", "Camille Durand");
        await Record(page, $"Longue Histoire{Guid.NewGuid():N}"[..22], "Contact 1");
        for (var note = 1; note <= 24; note++)
        {
            await page.Locator("#text").FillAsync($"Note {note}");
            await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter la note" }).ClickAsync();
            await Expect(page.Locator(".history > li").First).ToContainTextAsync($"Note {note}");
        }
        await Expect(page.Locator(".rank")).ToHaveCountAsync(20);
        await page.GetByRole(AriaRole.Link, new() { Name = "Plus ancien" }).ClickAsync();
        await Expect(page.Locator(".rank")).ToHaveCountAsync(25);
        await Expect(page.Locator(".history > li").Last).ToContainTextAsync("Contact 1");
    }

    internal static async Task Record(IPage page, string name, string subject, string body = "")
    {
        await page.GotoAsync("/desk/record");
        await page.Locator("#name").FillAsync(name);
        await page.Locator("#subject").FillAsync(subject);
        await page.Locator("#body").FillAsync(body);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/desk/citizens/"));
    }
}
