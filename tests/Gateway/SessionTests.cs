using System.Net;
using Platform.Gateway.Configuration;
using Platform.Gateway.Contracts;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

[Collection(nameof(GatewayFixture))]
public sealed class SessionTests(GatewayFixture fixture)
{
    static readonly (string, string) SameSite = ("Sec-Fetch-Site", "same-origin");

    [Fact]
    public async Task ASignedInPersonIsSignedWithRightsAndWithoutTheCookie()
    {
        var cookie = await fixture.Gateway.SignIn("saint-aubin", "agent:camille");
        var echoed = await fixture.Gateway.Echo("saint-aubin.localhost", headers: ("Cookie", $"lang=en; {cookie}; other=1"));
        Assert.Equal(("agent:camille", Roles.Agent, "Camille Durand"), (echoed.Caller.Subject, echoed.Caller.Role, echoed.Caller.Name));
        Assert.Contains("population", echoed.Caller.Sectors);
        Assert.Equal("lang=en; other=1", echoed.Headers["Cookie"]);
    }

    [Fact]
    public async Task ASessionIsNotValidAtAnotherTenant()
    {
        var cookie = await fixture.Gateway.SignIn("saint-aubin", "agent:camille");
        using var api = await fixture.Gateway.Send("val-de-lys.localhost", headers: ("Cookie", cookie));
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
        Assert.Equal("signed-out", await GatewayUnderTest.ProblemCode(api));
        Assert.Equal(Roles.Visitor, (await fixture.Gateway.Echo("val-de-lys.localhost", "/page", headers: ("Cookie", cookie))).Caller.Role);
        using var change = await fixture.Gateway.Send("val-de-lys.localhost", "/page", HttpMethod.Post, headers: [("Cookie", cookie), SameSite]);
        Assert.Equal("signed-out", await GatewayUnderTest.ProblemCode(change));
    }

    [Fact]
    public async Task SigningInCreatesANewSession()
    {
        var planted = await fixture.Gateway.SignIn("saint-aubin", "citizen:bastien");
        using var response = await fixture.Gateway.Send("saint-aubin.localhost", "/sign-in", HttpMethod.Post,
            new FormUrlEncodedContent([new("subject", "agent:camille")]), SameSite, ("Cookie", planted));
        Assert.NotEqual(planted, Assert.Single(response.Headers.GetValues("Set-Cookie")).Split(';')[0]);
        using var again = await fixture.Gateway.Send("saint-aubin.localhost", headers: ("Cookie", planted));
        Assert.Equal("signed-out", await GatewayUnderTest.ProblemCode(again));
    }

    [Fact]
    public async Task SigningOutRevokesCopiesOfTheCookie()
    {
        var cookie = await fixture.Gateway.SignIn("saint-aubin", "agent:camille");
        using var response = await fixture.Gateway.Send("saint-aubin.localhost", "/sign-out", HttpMethod.Post, headers: [("Cookie", cookie), SameSite]);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        using var copy = await fixture.Gateway.Send("saint-aubin.localhost", headers: ("Cookie", cookie));
        Assert.Equal("signed-out", await GatewayUnderTest.ProblemCode(copy));
    }

    [Fact]
    public async Task TheCookieIsHttpOnlyAndSameSite()
    {
        using var response = await fixture.Gateway.Send("saint-aubin.localhost", "/sign-in", HttpMethod.Post,
            new FormUrlEncodedContent([new("subject", "agent:camille")]), SameSite);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("session=", cookie);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task OverHttpsTheCookieHasTheHostPrefix()
    {
        await using var gateway = await GatewayUnderTest.Start(settings: new() { ["Gateway:AllowHttp"] = "false" });
        await gateway.WaitForTenants("saint-aubin");
        var cookie = await gateway.SignIn("saint-aubin", "agent:camille");
        Assert.StartsWith("__Host-session=", cookie);
        Assert.Equal(Roles.Agent, (await gateway.Echo("saint-aubin.localhost", headers: ("Cookie", cookie))).Caller.Role);
    }

    [Theory]
    [InlineData("agent:nadia")]
    [InlineData("nobody")]
    [InlineData("")]
    public async Task OnlyPeopleOfTheTenantMaySignIn(string subject)
    {
        using var response = await fixture.Gateway.Send("saint-aubin.localhost", "/sign-in", HttpMethod.Post,
            new FormUrlEncodedContent([new("subject", subject)]), SameSite);
        Assert.Equal("unknown-person", await GatewayUnderTest.ProblemCode(response));
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    /// <summary>S12: a live page went on for a minute after sign-out.</summary>
    [Fact]
    public async Task ALivePageEndsWithTheSession()
    {
        var (mine, others) = (await fixture.Gateway.SignIn("saint-aubin", "agent:camille"), await fixture.Gateway.SignIn("saint-aubin", "agent:camille"));
        using var live = await RawClient.Connect(fixture.Gateway.Address);
        using var other = await RawClient.Connect(fixture.Gateway.Address);
        foreach (var (client, cookie) in ((RawClient, string)[])[(live, mine), (other, others)])
        {
            await client.Send($"GET /events HTTP/1.1\r\nHost: saint-aubin.localhost\r\nCookie: {cookie}\r\n\r\n");
            await client.ReadUntil("data: first");
        }
        using var signedOut = await fixture.Gateway.Send("saint-aubin.localhost", "/sign-out", HttpMethod.Post, headers: [("Cookie", mine), SameSite]);
        await live.Ends();
        Assert.False(other.IsAnswered);
    }

    /// <summary>S11: in production it would let anybody sign in as anybody.</summary>
    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task DemonstrationSignInIsRefusedWherePeopleMayBeReal(string environment)
    {
        await using var silo = await EchoSilo.Start([]);
        var refused = await Assert.ThrowsAsync<SettingsException>(() => GatewayUnderTest.Start(silo: silo, environment: environment));
        Assert.Contains("SignIn:Demonstration", refused.Message);
    }

    [Fact]
    public async Task NobodySignsInWithoutTheDemonstrationSetting()
    {
        await using var gateway = await GatewayUnderTest.Start(settings: new() { ["SignIn:Demonstration"] = "false" });
        await gateway.WaitForTenants("saint-aubin");
        using var page = await gateway.Send("saint-aubin.localhost", "/sign-in");
        Assert.Equal("no-sign-in", await GatewayUnderTest.ProblemCode(page));
        using var post = await gateway.Send("saint-aubin.localhost", "/sign-in", HttpMethod.Post,
            new FormUrlEncodedContent([new("subject", "agent:camille")]), SameSite);
        Assert.Equal("no-sign-in", await GatewayUnderTest.ProblemCode(post));
    }
}
