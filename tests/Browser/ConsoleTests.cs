using Microsoft.Playwright;
using Platform.Grains.EventSourcing;
using static Microsoft.Playwright.Assertions;

namespace Platform.Tests.Browser;

/// <summary>An operator sees the platform live, with and without script, and gives orders that are asked for twice and kept.</summary>
[Collection("pages"), Trait("Speed", "Slow")]
public sealed class ConsoleTests(BrowserFixture town)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ASiteIsClosedWithItsMessageAndOpenedAgain(bool script)
    {
        var page = await town.SignIn("saint-aubin", "Alex Martin", script);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Exploitation");
        await page.GetByRole(AriaRole.Link, new() { Name = "Fermer Ville de Val-de-Lys" }).Or(page.Locator("#stop-val-de-lys")).First.ClickAsync();
        await page.GetByLabel("Message en français").FillAsync("Coupure prévue jusqu’à 14 h.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Fermer le site" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "C’est fait" })).ToBeVisibleAsync();

        var citizen = await town.Visit("val-de-lys");
        Assert.Equal(503, await Status(citizen, 503));
        await Expect(citizen.Locator("main")).ToContainTextAsync("Coupure prévue jusqu’à 14 h.");
        await page.GotoAsync("/operations");
        await page.Locator("#operator-commands tbody a").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Rouvrir le site" }).ClickAsync();
        await Expect(page.Locator("#operator-commands tbody tr").First).ToContainTextAsync("Alex Martin");
        Assert.Equal(200, await Status(citizen, 200));
    }

    [Fact]
    public async Task ACrisisIsSaidOnEveryPageInItsLanguageAndOffersACallback()
    {
        var page = await town.SignIn("saint-aubin", "Alex Martin", script: false);
        await page.GotoAsync("/operations/order?kind=declare-crisis&subject=saint-aubin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Passer en mode crise" }).ClickAsync();
        var citizen = await town.Visit("saint-aubin", script: false, language: "en-GB");
        await citizen.GotoAsync("/contact");
        await Expect(citizen.GetByRole(AriaRole.Complementary)).ToContainTextAsync("called back");
        await ContactFormTests.Fill(citizen, "Coupure d'eau");
        await citizen.Locator("[name=callback]").CheckAsync();
        await citizen.Locator("#phone").FillAsync("");
        await citizen.Locator("form.card button").ClickAsync();
        await Expect(citizen.Locator("#phone-error")).ToContainTextAsync("call you back");
        await citizen.Locator("#phone").FillAsync("06 39 98 12 34");
        await citizen.Locator("form.card button").ClickAsync();
        Assert.EndsWith("/contact/receipt", citizen.Url, StringComparison.Ordinal);
        await page.GotoAsync("/operations/order?kind=end-crisis&subject=saint-aubin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mettre fin à la crise" }).ClickAsync();
        await citizen.GotoAsync("/contact");
        await Expect(citizen.GetByRole(AriaRole.Complementary)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task TheConsoleMovesByItselfKeepsTheFocusAndCanBePaused()
    {
        var page = await town.SignIn("saint-aubin", "Alex Martin");
        var complaints = new List<string>();
        page.Console += (_, said) => { if (said.Type is "error") complaints.Add(said.Text); };
        var seen = page.Locator(".state-head p");
        var before = await seen.InnerTextAsync();
        await page.Locator("#crisis-saint-aubin").FocusAsync();
        await Expect(seen).Not.ToHaveTextAsync(before);
        Assert.Equal("crisis-saint-aubin", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Mettre en pause" }).PressAsync("Enter");
        await Expect(page.Locator("#line")).ToContainTextAsync("En pause");
        var still = await seen.InnerTextAsync();
        await page.WaitForFunctionAsync("""
            () => { window.heard ??= (document.addEventListener("htmx:sseBeforeMessage", () => window.count = (window.count ?? 0) + 1), true); return window.count > 5; }
            """);
        Assert.Equal(still, await seen.InnerTextAsync());
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task AnAnnouncedLoadIsAskedForOnceMoreAndShownWithItsReason()
    {
        var page = await town.SignIn("haute-lys", "Alex Martin", script: false);
        await page.Locator("#perDay").FillAsync("400000");
        await page.Locator("#peak").FillAsync("4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Annoncer", Exact = true }).ClickAsync();
        await Expect(page.Locator(".note")).ToContainTextAsync("contacts par seconde au plus fort");
        await page.GetByRole(AriaRole.Button, new() { Name = "Annoncer cette charge" }).ClickAsync();
        await Expect(page.Locator("#advice")).ToContainTextAsync("Pour la charge annoncée");
        await page.GetByRole(AriaRole.Link, new() { Name = "Retirer l’annonce" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer l’annonce" }).ClickAsync();
        await Expect(page.Locator("#advice")).ToContainTextAsync("Aucune charge annoncée");
    }

    [Fact]
    public async Task NobodyElseFindsTheConsole()
    {
        var page = await town.SignIn("saint-aubin", "Hugo Bernard");
        foreach (var address in new[] { "/operations", "/operations/order?kind=drain&subject=x" })
            Assert.Equal(403, (await page.GotoAsync(address))!.Status);
    }

    // Within a second in every gateway: asked until it is so.
    static async Task<int> Status(IPage page, int wished)
    {
        var status = 0;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (status != wished && !patience.IsCancellationRequested)
            status = (await page.GotoAsync("/"))!.Status;
        return status;
    }
}
