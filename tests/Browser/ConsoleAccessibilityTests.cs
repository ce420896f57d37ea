using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Platform.Tests.Browser;

/// <summary>The operator's console is for everyone, on a busy day, with a town in crisis, wide and narrow, with and without script.</summary>
[Collection("pages"), Trait("Speed", "Slow")]
public sealed class ConsoleAccessibilityTests(BrowserFixture town)
{
    [Theory]
    [InlineData("saint-aubin", 1280)]
    [InlineData("saint-aubin", 390)]
    [InlineData("haute-lys", 1280)]
    [InlineData("haute-lys", 390)]
    public async Task TheConsoleIsForEveryone(string tenant, int width)
    {
        await Contacts(tenant);
        var page = await town.SignIn(tenant, "Alex Martin", width: width);
        await page.GotoAsync($"/operations/order?kind=declare-crisis&subject={tenant}");
        await AccessibilityTests.Check(page, "operations-order", tenant, width);
        await page.GetByRole(AriaRole.Button, new() { Name = "Passer en mode crise" }).ClickAsync();
        await Expect(page.Locator("#operator-commands tbody")).ToContainTextAsync("Mode crise");
        await Expect(page.Locator(".spans [data-value]").First).ToBeVisibleAsync();
        await page.GotoAsync("/operations");
        await page.WaitForFunctionAsync("Chart.getChart(document.querySelector('[data-chart]'))?.data.labels.length > 0");
        await AccessibilityTests.Check(page, "operations", tenant, width);
        var plain = await town.SignIn(tenant, "Alex Martin", script: false, width: width);
        await Expect(plain.Locator(".charts")).ToBeHiddenAsync();
        await Expect(plain.Locator(".spans tbody th").First).ToBeVisibleAsync();
        await page.GotoAsync($"/operations/order?kind=end-crisis&subject={tenant}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Mettre fin à la crise" }).ClickAsync();
    }

    // Enough to say what one costs.
    async Task Contacts(string tenant)
    {
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{new Uri(town.Address(tenant)).Port}") };
        for (var batch = 0; batch < 6; batch++)
        {
            var lines = string.Join('\n', Enumerable.Range(0, 250).Select(line =>
                $$"""{"key":"{{Guid.NewGuid():N}}","citizen":{"name":"Ada Martin","email":"c{{batch}}-{{line}}@exemple.fr"},"channel":"web","subject":"Lampadaire en panne"}"""));
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/contacts/batch") { Content = new StringContent(lines, Encoding.UTF8, "application/x-ndjson") };
            request.Headers.Host = $"{tenant}.localhost";
            request.Headers.Authorization = new("Bearer", $"demo-key-{tenant}");
            using var answer = await http.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }
}
