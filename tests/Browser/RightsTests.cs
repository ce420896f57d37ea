using Microsoft.Playwright;
using Platform.Grains.EventSourcing;
using static Microsoft.Playwright.Assertions;

namespace Platform.Tests.Browser;

/// <summary>Who may not see a page is told so, in the brand of the town, with what to do (F12).</summary>
[Collection("pages"), Trait("Speed", "Slow")]
public sealed class RightsTests(BrowserFixture town)
{
    static readonly string[] DeskAddresses = ["/desk", "/desk/requests", "/desk/record", "/desk/citizens/0193b3c5-7d1a-7f0e-9c3a-2f6b1e4d5c6b"];

    [Fact]
    public async Task AVisitorIsAskedToSignIn()
    {
        var page = await town.Visit("saint-aubin");
        foreach (var address in DeskAddresses)
        {
            var answer = await page.GotoAsync(address);
            Assert.Equal(401, answer!.Status);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Connectez-vous pour continuer");
        }
    }

    [Fact]
    public async Task ACitizenFindsTheDeskClosed()
    {
        var page = await town.SignIn("saint-aubin", "Bastien Leroux");
        foreach (var address in DeskAddresses)
        {
            var answer = await page.GotoAsync(address);
            Assert.Equal(403, answer!.Status);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Cette page ne vous est pas ouverte");
        }
    }

    [Fact]
    public async Task AFirstLevelAgentRecordsAndSeesNoFile()
    {
        var page = await town.SignIn("saint-aubin", "Louis Perrin");
        await Expect(page.GetByText("Vous enregistrez les contacts, sans voir les fiches")).ToBeVisibleAsync();
        await page.GotoAsync("/desk/record");
        await page.Locator("#subject").FillAsync("Appel au standard");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Contact enregistré");
        foreach (var address in DeskAddresses.Except(["/desk", "/desk/record"]))
            Assert.Equal(403, (await page.GotoAsync(address))!.Status);
    }

    [Theory]
    [InlineData("/nulle-part", 404, "Cette page n’existe pas")]
    [InlineData("/services/nulle-part", 404, "Cette page n’existe pas")]
    public async Task WhatIsNotThereIsSaidSo(string address, int status, string title)
    {
        var page = await town.Visit("saint-aubin", script: false);
        Assert.Equal(status, (await page.GotoAsync(address))!.Status);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
    }

    [Fact]
    public async Task AFormWithoutItsTokenIsRefused()
    {
        var page = await town.Visit("saint-aubin");
        await page.GotoAsync("/");
        var (status, text) = await BrowserFixture.Post(page, "/contact", new Dictionary<string, string> { ["service"] = "voirie" });
        Assert.Equal(400, status);
        Assert.Contains("Le formulaire n’a pas pu être lu", text, StringComparison.Ordinal);
    }
}
