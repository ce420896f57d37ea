using System.Net;
using Platform.Gateway.Contracts;

namespace Platform.Tests.Gateway;

[Collection(nameof(Shared))]
public sealed class SessionTests(Shared shared)
{
    static readonly (string, string) SameSite = ("Sec-Fetch-Site", "same-origin");

    [Fact]
    public async Task APersonIsVouchedForWithTheirRightsAndTheirCookieStaysHere()
    {
        var cookie = await shared.Gateway.SignIn("saint-aubin", "agent:camille");
        var echoed = await shared.Gateway.Echo("saint-aubin.localhost", headers: ("Cookie", $"lang=en; {cookie}; other=1"));
        Assert.Equal(("agent:camille", Roles.Agent, "Camille Durand"), (echoed.Who.Subject, echoed.Who.Role, echoed.Who.Name));
        Assert.Contains("population", echoed.Who.Sectors);
        Assert.Equal("lang=en; other=1", echoed.Headers["Cookie"]);
    }

    [Fact]
    public async Task ATownsSessionIsWorthNothingInAnother()
    {
        var cookie = await shared.Gateway.SignIn("saint-aubin", "agent:camille");
        using var api = await shared.Gateway.Ask("val-de-lys.localhost", headers: ("Cookie", cookie));
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
        Assert.Equal("signed-out", await GatewayUnderTest.CodeOf(api));
        Assert.Equal(Roles.Visitor, (await shared.Gateway.Echo("val-de-lys.localhost", "/page", headers: ("Cookie", cookie))).Who.Role);
        using var change = await shared.Gateway.Ask("val-de-lys.localhost", "/page", HttpMethod.Post, headers: [("Cookie", cookie), SameSite]);
        Assert.Equal("signed-out", await GatewayUnderTest.CodeOf(change));
    }

    [Fact]
    public async Task SigningInGivesANewSessionWhateverTheBrowserBrought()
    {
        var planted = await shared.Gateway.SignIn("saint-aubin", "citizen:bastien");
        using var response = await shared.Gateway.Ask("saint-aubin.localhost", "/sign-in", HttpMethod.Post,
            new FormUrlEncodedContent([new("subject", "agent:camille")]), SameSite, ("Cookie", planted));
        Assert.NotEqual(planted, Assert.Single(response.Headers.GetValues("Set-Cookie")).Split(';')[0]);
        using var again = await shared.Gateway.Ask("saint-aubin.localhost", headers: ("Cookie", planted));
        Assert.Equal("signed-out", await GatewayUnderTest.CodeOf(again));
    }

    [Fact]
    public async Task ACopyOfTheCookieDiesWithTheSession()
    {
        var cookie = await shared.Gateway.SignIn("saint-aubin", "agent:camille");
        using var response = await shared.Gateway.Ask("saint-aubin.localhost", "/sign-out", HttpMethod.Post, headers: [("Cookie", cookie), SameSite]);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        using var copy = await shared.Gateway.Ask("saint-aubin.localhost", headers: ("Cookie", cookie));
        Assert.Equal("signed-out", await GatewayUnderTest.CodeOf(copy));
    }

    [Fact]
    public async Task TheCookieIsForBrowsersAloneAndForThisSite()
    {
        using var response = await shared.Gateway.Ask("saint-aubin.localhost", "/sign-in", HttpMethod.Post,
            new FormUrlEncodedContent([new("subject", "agent:camille")]), SameSite);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("session=", cookie);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task BehindTlsTheCookieCarriesTheHostPrefix()
    {
        await using var gateway = await GatewayUnderTest.Start(settings: new() { ["Gateway:AllowHttp"] = "false" });
        await gateway.Serves("saint-aubin");
        var cookie = await gateway.SignIn("saint-aubin", "agent:camille");
        Assert.StartsWith("__Host-session=", cookie);
        Assert.Equal(Roles.Agent, (await gateway.Echo("saint-aubin.localhost", headers: ("Cookie", cookie))).Who.Role);
    }

    [Theory]
    [InlineData("agent:nadia")]
    [InlineData("nobody")]
    [InlineData("")]
    public async Task NobodySignsInWhoIsNotOnThisTownsList(string subject)
    {
        using var response = await shared.Gateway.Ask("saint-aubin.localhost", "/sign-in", HttpMethod.Post,
            new FormUrlEncodedContent([new("subject", subject)]), SameSite);
        Assert.Equal("unknown-person", await GatewayUnderTest.CodeOf(response));
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task WhereNoDemonstrationIsOpenNobodySignsIn()
    {
        await using var gateway = await GatewayUnderTest.Start(settings: new() { ["SignIn:Demonstration"] = "false" });
        await gateway.Serves("saint-aubin");
        using var page = await gateway.Ask("saint-aubin.localhost", "/sign-in");
        Assert.Equal("no-sign-in", await GatewayUnderTest.CodeOf(page));
        using var post = await gateway.Ask("saint-aubin.localhost", "/sign-in", HttpMethod.Post,
            new FormUrlEncodedContent([new("subject", "agent:camille")]), SameSite);
        Assert.Equal("no-sign-in", await GatewayUnderTest.CodeOf(post));
    }
}
