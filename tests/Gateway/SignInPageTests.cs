using System.Net;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

[Collection(nameof(GatewayFixture))]
public sealed class SignInPageTests(GatewayFixture fixture)
{
    [Fact]
    public async Task TheSignInPageHasTheTenantsPeopleAndColours()
    {
        using var response = await fixture.Gateway.Send("saint-aubin.localhost", "/sign-in");
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains("Camille Durand", page);
        Assert.Contains("Ville de saint-aubin", page);
        Assert.DoesNotContain("Nadia Lambert", page);
        using var style = await fixture.Gateway.Send("saint-aubin.localhost", "/gateway.css");
        Assert.Contains("--primary:#1b5e4b", await style.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/sign-in?lang=en", "fr", "Sign in")]
    [InlineData("/sign-in", "en-GB, fr;q=0.5", "Sign in")]
    [InlineData("/sign-in", "pt", "Se connecter")]
    [InlineData("/sign-in?lang=xx", "de", "Se connecter")]
    public async Task ThePageIsInTheReadersLanguage(string path, string accepts, string title)
    {
        using var response = await fixture.Gateway.Send("saint-aubin.localhost", path, headers: ("Accept-Language", accepts));
        Assert.Contains($"<h1>{title}</h1>", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/desk?x=1", "/desk?x=1")]
    [InlineData("//evil.example", "/desk")]
    [InlineData("/\\evil.example", "/desk")]
    [InlineData("https://evil.example", "/desk")]
    [InlineData("javascript:alert(1)", "/desk")]
    [InlineData("/a\r\nSet-Cookie: x=1", "/desk")]
    [InlineData("", "/desk")]
    public async Task TheReturnAddressIsLocal(string wanted, string leads)
    {
        using var response = await fixture.Gateway.Send("saint-aubin.localhost", "/sign-in", HttpMethod.Post,
            new FormUrlEncodedContent([new("subject", "agent:camille"), new("return", wanted)]), ("Sec-Fetch-Site", "same-origin"));
        Assert.Equal(leads, response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task TheReturnAddressIsEncoded()
    {
        using var response = await fixture.Gateway.Send("saint-aubin.localhost", "/sign-in?return=/%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
        Assert.DoesNotContain("<script", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
