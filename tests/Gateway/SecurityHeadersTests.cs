using System.Net;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

[Collection(nameof(GatewayFixture))]
public sealed class SecurityHeadersTests(GatewayFixture fixture)
{
    [Theory]
    [InlineData("/page.html")]
    [InlineData("/sign-in")]
    [InlineData("/other/page.html")]
    public async Task EveryPageHasTheSecurityHeaders(string path)
    {
        using var response = await fixture.Gateway.Send("saint-aubin.localhost", path, headers: ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.True(response.Headers.Contains("Referrer-Policy") && response.Headers.Contains("Permissions-Policy"));
        Assert.False(response.Headers.Contains("Platform-Style"));
    }

    [Fact]
    public async Task OnlyTheApiDocumentationMayHaveInlineStyle()
    {
        using var response = await fixture.Gateway.Send("saint-aubin.localhost", "/api/docs/page.html");
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("style-src 'self' 'unsafe-inline'", policy);
        Assert.Contains("script-src 'self';", policy);
    }

    [Fact]
    public async Task ApiResponsesForbidContentSniffing()
    {
        using var response = await fixture.Gateway.Send("saint-aubin.localhost");
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }
}
