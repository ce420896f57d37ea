using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.Tests.Browser;

/// <summary>Work at the desk is neither lost nor stolen, and the worklist is one.</summary>
[Collection("pages"), Trait("Speed", "Slow")]
public sealed class WorklistTests(BrowserFixture town)
{
    async Task<(IPage Agent, string Subject)> Opened()
    {
        var citizen = await town.Visit("saint-aubin");
        var subject = $"Banc cassé {Guid.NewGuid():N}"[..20];
        await citizen.GotoAsync("/contact?service=voirie");
        await ContactFormTests.Fill(citizen, subject);
        await citizen.Locator("#service").SelectOptionAsync("voirie");
        await citizen.GetByRole(AriaRole.Button, new() { Name = "Envoyer" }).ClickAsync();
        var number = (await citizen.Locator(".number").InnerTextAsync()).Trim();
        var agent = await town.SignIn("saint-aubin", "Camille Durand");
        await agent.GotoAsync("/desk/requests?view=waiting&sort=newest");
        await agent.GetByRole(AriaRole.Row).Filter(new() { HasText = number }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(agent.Locator("h1")).ToContainTextAsync(number);
        return (agent, subject);
    }

    [Fact]
    public async Task TheSecondWhoAnswersIsToldWhoDidKeepsTheTextAndConfirms()
    {
        var (first, _) = await Opened();
        var second = await first.Context.NewPageAsync();
        await second.GotoAsync(first.Url);
        await first.GetByLabel("Votre réponse").FillAsync("Réparé demain.");
        await first.GetByRole(AriaRole.Button, new() { Name = "Envoyer la réponse" }).ClickAsync();
        await Expect(first.GetByRole(AriaRole.Status).First).ToContainTextAsync("Réponse envoyée");

        // One's own change is no surprise: a colleague's is.
        var colleague = await town.SignIn("saint-aubin", "Agnès Morel");
        await colleague.GotoAsync(new Uri(first.Url).PathAndQuery);
        await first.GetByRole(AriaRole.Button, new() { Name = "Me l’attribuer" }).ClickAsync();
        await Expect(first.GetByRole(AriaRole.Status).First).ToContainTextAsync("à vous");
        await colleague.GetByLabel("Votre réponse").FillAsync("C’est prévu jeudi.");
        await colleague.GetByRole(AriaRole.Button, new() { Name = "Envoyer la réponse" }).ClickAsync();
        await Expect(colleague.GetByRole(AriaRole.Alert)).ToContainTextAsync("Camille Durand a agi entre-temps");
        await Expect(colleague.GetByLabel("Votre réponse")).ToHaveValueAsync("C’est prévu jeudi.");
        await colleague.GetByRole(AriaRole.Button, new() { Name = "Envoyer quand même" }).ClickAsync();
        await Expect(colleague.GetByRole(AriaRole.Status).First).ToContainTextAsync("Réponse envoyée");
        await Expect(colleague.Locator(".steps")).ToContainTextAsync("Réparé demain.");
        await Expect(colleague.Locator(".steps")).ToContainTextAsync("C’est prévu jeudi.");
    }

    [Fact]
    public async Task AnAnswerWrittenWhileAColleagueClosedStandsBesideReopen()
    {
        var (first, _) = await Opened();
        var colleague = await town.SignIn("saint-aubin", "Agnès Morel");
        await colleague.GotoAsync(new Uri(first.Url).PathAndQuery);
        await first.GetByLabel("Motif de la clôture").FillAsync("Déjà signalé.");
        await first.GetByRole(AriaRole.Button, new() { Name = "Clore la demande", Exact = true }).ClickAsync();
        await Expect(first.Locator(".chip").First).ToHaveTextAsync("Close");
        await colleague.GetByLabel("Votre réponse").FillAsync("Le banc est remplacé.");
        await colleague.GetByRole(AriaRole.Button, new() { Name = "Envoyer la réponse" }).ClickAsync();
        await Expect(colleague.GetByRole(AriaRole.Alert)).ToContainTextAsync("close entre-temps par Camille Durand");
        await Expect(colleague.GetByLabel("Votre réponse")).ToHaveValueAsync("Le banc est remplacé.");
        await colleague.Locator("section", new() { Has = colleague.GetByLabel("Votre réponse") }).GetByRole(AriaRole.Button, new() { Name = "Rouvrir la demande" }).ClickAsync();
        await Expect(colleague.GetByLabel("Votre réponse")).ToHaveValueAsync("Le banc est remplacé.");
        await colleague.GetByRole(AriaRole.Button, new() { Name = "Envoyer la réponse" }).ClickAsync();
        await Expect(colleague.GetByRole(AriaRole.Status).First).ToContainTextAsync("Réponse envoyée");
    }

    [Fact]
    public async Task TheListIsWorkedByKeyboardAloneAndTheWayBackLeadsToIt()
    {
        var (agent, subject) = await Opened();
        await agent.GotoAsync("/desk/requests?view=waiting&service=voirie&sort=newest");
        await agent.Keyboard.PressAsync("?");
        await Expect(agent.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await agent.Keyboard.PressAsync("Escape");
        await agent.Keyboard.PressAsync("j");
        await Expect(agent.Locator("tbody tr").First.GetByRole(AriaRole.Link)).ToBeFocusedAsync();
        await Expect(agent.Locator("tbody tr").First).ToContainTextAsync(subject);
        await agent.Keyboard.PressAsync("x");
        await Expect(agent.Locator("tbody input[name=pick]").First).ToBeCheckedAsync();
        await agent.Keyboard.PressAsync("x");
        await agent.Keyboard.PressAsync("Enter");
        await Expect(agent.Locator("h1")).ToContainTextAsync("Demande");
        await agent.GetByRole(AriaRole.Navigation, new() { Name = "Vous êtes ici" }).GetByRole(AriaRole.Link).ClickAsync();
        await agent.WaitForURLAsync(new Regex("view=waiting&service=voirie&sort=newest"));
        await agent.Keyboard.PressAsync("j");
        await agent.Keyboard.PressAsync("t");
        await Expect(agent.Locator("#to-service")).ToBeFocusedAsync();
        await agent.Locator("#to-service").SelectOptionAsync("etat-civil");
        await agent.GetByRole(AriaRole.Button, new() { Name = "Transmettre" }).ClickAsync();
        await Expect(agent.GetByRole(AriaRole.Status).First).ToContainTextAsync("1 demande traitée");
        await agent.GetByRole(AriaRole.Button, new() { Name = "Annuler" }).ClickAsync();
        await Expect(agent.Locator("tbody tr").First).ToContainTextAsync(subject);
    }

    [Fact]
    public async Task AnOpenListShowsWhatAColleagueDid()
    {
        var (agent, subject) = await Opened();
        var list = await agent.Context.NewPageAsync();
        await list.GotoAsync("/desk/requests?view=waiting&sort=newest");
        await Expect(list.Locator("tbody")).ToContainTextAsync(subject);
        await agent.GetByRole(AriaRole.Button, new() { Name = "Me l’attribuer" }).ClickAsync();
        await Expect(list.Locator("tbody")).Not.ToContainTextAsync(subject);
    }

    [Fact]
    public async Task TheExportIsTheListThatIsShown()
    {
        var (agent, subject) = await Opened();
        await agent.GotoAsync("/desk/requests?view=waiting&sort=newest&service=voirie");
        var text = await agent.EvaluateAsync<string>("async () => (await fetch(document.querySelector('a[download]').href)).text()");
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("\"Objet de la demande\"", lines[0], StringComparison.Ordinal);
        Assert.Contains(subject, lines[1], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), line => Assert.Contains("À prendre", line, StringComparison.Ordinal));
    }
}
