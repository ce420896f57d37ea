using System.Net;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

[Collection(nameof(GatewayFixture))]
public sealed class CrossSiteTests(GatewayFixture fixture)
{
    static readonly string[] Verbs = ["POST", "PUT", "PATCH", "DELETE"];

    static readonly (string, string)[][] Foreign =
    [
        [("Sec-Fetch-Site", "cross-site")],
        [("Sec-Fetch-Site", "same-site")],
        [("Sec-Fetch-Site", "cross-site"), ("Origin", "http://saint-aubin.localhost")],
        [("Origin", "https://evil.example")],
        [("Origin", "null")],
        [("Origin", "http://val-de-lys.localhost")],
        [("Origin", "http://saint-aubin.localhost.evil.example")],
        [("Origin", "http://saint-aubin.localhost:9")],
    ];

    public static TheoryData<string, int> Attacks =>
        [.. Verbs.SelectMany(verb => Enumerable.Range(0, Foreign.Length).Select(i => (verb, i)))];

    [Theory, MemberData(nameof(Attacks))]
    public async Task CrossSiteChangesAreRefused(string verb, int attack)
    {
        var cookie = await fixture.Gateway.SignIn("saint-aubin", "agent:camille");
        var before = fixture.Gateway.Silo.RequestCount;
        using var signedIn = await fixture.Gateway.Send(
            "saint-aubin.localhost", "/desk", new(verb), null, [("Cookie", cookie), .. Foreign[attack]]);
        Assert.Equal(HttpStatusCode.Forbidden, signedIn.StatusCode);
        Assert.Equal("cross-site", await GatewayUnderTest.ProblemCode(signedIn));
        using var visitor = await fixture.Gateway.Send("saint-aubin.localhost", "/contact", new(verb), null, Foreign[attack]);
        Assert.Equal(HttpStatusCode.Forbidden, visitor.StatusCode);
        Assert.Equal(before, fixture.Gateway.Silo.RequestCount);
    }

    [Fact]
    public async Task AChangeInASessionWithoutAnOriginIsRefused()
    {
        var cookie = await fixture.Gateway.SignIn("saint-aubin", "agent:camille");
        using var response = await fixture.Gateway.Send("saint-aubin.localhost", "/desk", HttpMethod.Post, headers: ("Cookie", cookie));
        Assert.Equal("cross-site", await GatewayUnderTest.ProblemCode(response));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", "http://saint-aubin.localhost")]
    public async Task SameSiteChangesAreAllowed(string name, string value)
    {
        var cookie = await fixture.Gateway.SignIn("saint-aubin", "agent:camille");
        var echoed = await fixture.Gateway.Echo("saint-aubin.localhost", "/desk", HttpMethod.Post, null, ("Cookie", cookie), (name, value));
        Assert.Equal("agent:camille", echoed.Caller.Subject);
    }

    [Fact]
    public async Task AnApiKeyIsNotSubjectToTheCrossSiteCheck()
    {
        var echoed = await fixture.Gateway.Echo("saint-aubin.localhost", "/api/contacts", HttpMethod.Post, new StringContent("{}"),
            ("Authorization", "Bearer key-saint-aubin"), ("Sec-Fetch-Site", "cross-site"));
        Assert.Equal("key:demo", echoed.Caller.Subject);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-out")]
    public async Task CrossSiteSignInAndSignOutAreRefused(string path)
    {
        using var response = await fixture.Gateway.Send("saint-aubin.localhost", path, HttpMethod.Post,
            new FormUrlEncodedContent([new("subject", "agent:camille")]), ("Sec-Fetch-Site", "cross-site"));
        Assert.Equal("cross-site", await GatewayUnderTest.ProblemCode(response));
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }
}
