using Microsoft.Playwright;

namespace Platform.Tests.Browser;

/// <summary>A walk through every page there is, each in a state worth seeing.</summary>
sealed class PageTour(BrowserFixture town, string tenant, int width)
{
    /// <summary>The pages, in the order of the walk.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "home", "service", "contact", "contact-errors", "receipt", "tracking", "tracking-unknown", "tracking-request", "accessibility", "privacy",
        "not-found", "api", "sign-in-first", "sign-in", "desk", "desk-found", "citizen", "record", "open-request", "duplicates", "merge", "worklist", "request", "first-level",
    ];

    string Agent => tenant is "saint-aubin" ? "Camille Durand" : "Yann Le Goff";

    string FirstLevel => tenant is "saint-aubin" ? "Louis Perrin" : "Sarah Colin";

    public async IAsyncEnumerable<(string Name, IPage Page)> EveryPage()
    {
        await foreach (var seen in Public())
            yield return seen;
        await foreach (var seen in Desk())
            yield return seen;
        var first = await town.SignIn(tenant, FirstLevel, width: width);
        yield return ("first-level", first);
        await first.Context.CloseAsync();
    }

    async IAsyncEnumerable<(string, IPage)> Public()
    {
        var page = await town.Visit(tenant, width: width);
        yield return await At(page, "home", "/");
        await page.Locator(".sheet a").First.ClickAsync();
        yield return ("service", page);
        yield return await At(page, "contact", "/contact");
        await page.Locator("#subject").FillAsync("Lampadaire en panne rue des Lilas");
        await page.Locator("#email").FillAsync("ada");
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();
        yield return ("contact-errors", page);
        await ContactFormTests.Fill(page, "Lampadaire en panne rue des Lilas", body: "Le lampadaire devant le 12 est éteint depuis lundi soir.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();
        var code = await page.Locator("#code").InnerTextAsync();
        yield return ("receipt", page);
        yield return await At(page, "tracking", "/tracking");
        await Track(page, "ABCDE");
        yield return ("tracking-unknown", page);
        await Track(page, code);
        yield return ("tracking-request", page);
        yield return await At(page, "accessibility", "/accessibility");
        yield return await At(page, "privacy", "/privacy");
        yield return await At(page, "not-found", "/nulle-part");
        yield return await At(page, "api", "/api/docs");
        yield return await At(page, "sign-in-first", "/desk");
        yield return await At(page, "sign-in", "/sign-in");
        await page.Context.CloseAsync();
    }

    async IAsyncEnumerable<(string, IPage)> Desk()
    {
        var page = await town.SignIn(tenant, Agent, width: width);
        yield return ("desk", page);
        await DeskTests.Record(page, "Odette Marchand", "Appelle pour un rendez-vous", "Préfère être rappelée le matin.");
        await page.GotoAsync("/desk");
        await page.Locator("#q").PressSequentiallyAsync("mar");
        await page.Locator(".people li").First.WaitForAsync();
        yield return ("desk-found", page);
        await page.GotoAsync("/desk/record");
        yield return ("record", page);
        await DeskTests.Record(page, "Émile Marchand", "Carte perdue", "A perdu sa carte ce matin, très inquiet.\nRappelle demain.");
        var file = page.Url;
        await page.Locator("#text").FillAsync("Parle doucement, entend mal : laisser le temps.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter la note" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Ouvrir une demande" }).ClickAsync();
        yield return ("open-request", page);
        await page.Locator("#service").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Ouvrir la demande" }).ClickAsync();
        await Record(page, "Demande des nouvelles", "Carte toujours introuvable.");
        yield return ("citizen", page);
        await page.GotoAsync(file + "/duplicates");
        yield return ("duplicates", page);
        await page.Locator(".people a").First.ClickAsync();
        yield return ("merge", page);
        yield return await At(page, "worklist", "/desk/requests");
        await page.Locator(".work tbody a").First.ClickAsync();
        yield return ("request", page);
        await page.Context.CloseAsync();
    }

    static async Task<(string, IPage)> At(IPage page, string name, string address)
    {
        await page.GotoAsync(address);
        return (name, page);
    }

    static async Task Track(IPage page, string code)
    {
        await page.Locator("#code").FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Voir ma demande" }).ClickAsync();
        await page.WaitForLoadStateAsync();
    }

    static async Task Record(IPage page, string subject, string body)
    {
        await page.Locator(".title-row a").First.ClickAsync();
        await page.Locator("#subject").FillAsync(subject);
        await page.Locator("#body").FillAsync(body);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer", Exact = true }).ClickAsync();
        await page.Locator(".history").WaitForAsync();
    }
}
