using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Platform.Tests.Browser;

/// <summary>What people write is shown as it is: on its own side, and within the page.</summary>
[Collection("pages"), Trait("Speed", "Slow")]
public sealed class LongWordTests(BrowserFixture town)
{
    static readonly string _word = new('W', 280);

    [Fact]
    public async Task OneLongWordWidensNoPageAndEachScriptBeginsOnItsSide()
    {
        var citizen = await Record($"{_word}", $"{_word}\nمرحبا بكم");
        var page = await town.SignIn("saint-aubin", "Agnès Morel", width: 320);
        foreach (var path in (string[])[$"/desk/citizens/{citizen}", "/desk", "/desk/requests"])
        {
            await page.GotoAsync(path);
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{path} is wider than the window.");
        }
        await page.GotoAsync($"/desk/citizens/{citizen}");
        Assert.Equal("auto", await page.Locator(".words").First.GetAttributeAsync("dir"));
    }

    async Task<string> Record(string subject, string body)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(town.Address("saint-aubin").Replace("saint-aubin.localhost", "127.0.0.1", StringComparison.Ordinal)), "/api/contacts"))
        {
            Content = JsonContent.Create(new { citizen = new { name = _word[..100], email = "mot-long@exemple.fr" }, channel = "web", subject, body, language = "fr" }),
            Headers = { Host = new Uri(town.Address("saint-aubin")).Authority, Authorization = new AuthenticationHeaderValue("Bearer", "demo-key-saint-aubin") },
        };
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("citizen").GetString()!;
    }
}
