using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Platform.Grains.EventSourcing;
using static Microsoft.Playwright.Assertions;

namespace Platform.Tests.Browser;

/// <summary>A citizen writes once, gets a receipt, and follows the request (F2, F18, F30, F33).</summary>
[Collection("pages"), Trait("Speed", "Slow")]
public sealed class ContactFormTests(BrowserFixture town)
{
    [Theory]
    [InlineData("saint-aubin", true)]
    [InlineData("saint-aubin", false)]
    [InlineData("haute-lys", true)]
    [InlineData("haute-lys", false)]
    public async Task WhoWritesGetsAReceiptAndFollowsTheRequest(string tenant, bool script)
    {
        var page = await town.Visit(tenant, script);
        await page.GotoAsync("/contact");
        await Fill(page, "Nid-de-poule rue du Port");
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Votre demande est enregistrée");
        Assert.EndsWith("/contact/receipt", page.Url, StringComparison.Ordinal);
        var number = await page.Locator(".number").InnerTextAsync();
        var code = await page.Locator("#code").InnerTextAsync();
        Assert.Matches("^[A-Z2-7-]{30}$", code.Trim());

        await page.GotoAsync("/tracking");
        await page.GetByLabel("Code de suivi").FillAsync(code.ToLowerInvariant());
        await page.GetByRole(AriaRole.Button, new() { Name = "Voir ma demande" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync($"Demande {number.Trim()}");
        await Expect(page.Locator("[aria-current=step]")).ToContainTextAsync("Demande reçue");
    }

    [Fact]
    public async Task AReceiptLeavesNoCodeInAnyAddress()
    {
        var page = await town.Visit("saint-aubin");
        var addresses = new List<string>();
        page.Request += (_, request) => addresses.Add(request.Url);
        await page.GotoAsync("/contact");
        await Fill(page, "Banc cassé");
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();
        var code = (await page.Locator("#code").InnerTextAsync()).Trim();
        Assert.All(addresses, address => Assert.DoesNotContain(code[..5], address, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhatIsMissingIsSaidBesideItsFieldAndNothingIsLost(bool script)
    {
        var page = await town.Visit("saint-aubin", script);
        await page.GotoAsync("/contact");
        await page.GetByLabel("Votre message").FillAsync("Un message sans rien d'autre.");
        await page.GetByLabel("Adresse électronique").FillAsync("pas une adresse");
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();

        var summary = page.GetByRole(AriaRole.Alert);
        await Expect(summary.GetByRole(AriaRole.Link)).ToHaveCountAsync(4);
        await Expect(page.GetByLabel("Votre message")).ToHaveValueAsync("Un message sans rien d'autre.");
        await Expect(page.GetByLabel("Adresse électronique")).ToHaveAttributeAsync("aria-invalid", "true");
        await summary.GetByRole(AriaRole.Link, new() { Name = "Donnez votre nom." }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("#name$"));
    }

    [Fact]
    public async Task SentTwiceItIsOneRequest()
    {
        var page = await town.Visit("saint-aubin");
        await page.GotoAsync("/contact");
        var fields = new Dictionary<string, string>();
        foreach (var field in await page.Locator("main form [name]").AllAsync())
            fields[await field.GetAttributeAsync("name") ?? ""] = await field.InputValueAsync();
        foreach (var (name, value) in new[] { ("service", "voirie"), ("subject", "Deux fois"), ("body", "La même chose."), ("name", "Ada Martin") })
            fields[name] = value;

        var numbers = new List<string>();
        for (var time = 0; time < 2; time++)
        {
            var (status, text) = await BrowserFixture.Post(page, "/contact", fields);
            Assert.Equal(200, status);
            numbers.Add(Regex.Match(text, "class=\"number\">([^<]+)").Groups[1].Value);
        }
        Assert.NotEmpty(numbers[0]);
        Assert.Equal(numbers[0], numbers[1]);
    }

    [Fact]
    public async Task TheKeyboardAloneIsEnough()
    {
        var page = await town.Visit("saint-aubin");
        await page.GotoAsync("/contact");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByText("Aller au contenu")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("#service")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        foreach (var words in new[] { "Au clavier", "Sans souris.", "Ada Clavier", "ada.clavier@exemple.fr", "0612345678" })
        {
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.TypeAsync(words);
        }
        for (var steps = 0; steps < 4 && !await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).EvaluateAsync<bool>("button => button === document.activeElement"); steps++)
            await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Votre demande est enregistrée");
    }

    [Fact]
    public async Task AWrongCodeIsToldTheSameWhateverItIs()
    {
        var page = await town.Visit("haute-lys");
        foreach (var code in new[] { "ABCDE-FGHIJ-KLMNO-PQRST-UVWXYZ", "1", "<script>", new string('A', 100) })
        {
            await page.GotoAsync("/tracking");
            await page.GetByLabel("Code de suivi").FillAsync(code);
            await page.GetByRole(AriaRole.Button, new() { Name = "Voir ma demande" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Aucune demande ne correspond à ce code");
        }
    }

    [Fact]
    public async Task TheLanguageChosenStays()
    {
        var page = await town.Visit("saint-aubin", script: false);
        await page.GotoAsync("/contact?service=voirie");
        await page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        Assert.EndsWith("/contact?service=voirie", page.Url, StringComparison.Ordinal);
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await page.GotoAsync("/tracking");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Track my request");
    }

    internal static async Task Fill(IPage page, string subject, string name = "Ada Martin", string body = "Depuis lundi.")
    {
        await page.Locator("#service").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Locator("#subject").FillAsync(subject);
        await page.Locator("#body").FillAsync(body);
        await page.Locator("#name").FillAsync(name);
        await page.Locator("#email").FillAsync($"{Guid.NewGuid():N}@exemple.fr");
    }
}
