using Platform.Gateway.Configuration;

namespace Platform.Tests.Gateway;

/// <summary>S6: what a configured proxy says of its client counts, and what anybody else says does not; over HTTPS every cookie is protected.</summary>
public sealed class ProxyTests
{
    static readonly (string, string)[] _forwarded = [("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", "https")];

    [Fact]
    public async Task AConfiguredProxyTellsAddressAndScheme()
    {
        await using var gateway = await Start(("Gateway:Proxies:0", "127.0.0.0/8"));
        var echoed = await gateway.Echo("saint-aubin.localhost", headers: _forwarded);
        Assert.Equal(("203.0.113.7", "https"), (echoed.Headers["X-Forwarded-For"], echoed.Headers["X-Forwarded-Proto"]));
        using var page = await gateway.Send("saint-aubin.localhost", headers: _forwarded);
        Assert.True(page.Headers.Contains("Strict-Transport-Security"));
        using var signedIn = await gateway.Send("saint-aubin.localhost", "/sign-in", HttpMethod.Post,
            new FormUrlEncodedContent([new("subject", "agent:camille")]), [("Sec-Fetch-Site", "same-origin"), .. _forwarded]);
        Assert.StartsWith("__Host-session=", Assert.Single(signedIn.Headers.GetValues("Set-Cookie")));
    }

    [Fact]
    public async Task NobodyElseDoes()
    {
        await using var gateway = await Start(("Gateway:Proxies:0", "10.0.0.5"));
        var echoed = await gateway.Echo("saint-aubin.localhost", headers: _forwarded);
        Assert.Equal(("127.0.0.1", "http"), (echoed.Headers["X-Forwarded-For"], echoed.Headers["X-Forwarded-Proto"]));
        using var page = await gateway.Send("saint-aubin.localhost", headers: _forwarded);
        Assert.False(page.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task CookiesOfSilosHaveTheHostPrefixOverHttps()
    {
        await using var gateway = await Start(("Gateway:AllowHttp", "false"));
        using var response = await gateway.Send("saint-aubin.localhost", "/api/echo?cookie=1");
        var cookies = response.Headers.GetValues("Set-Cookie").ToArray();
        Assert.Contains("__Host-form=a; path=/; samesite=strict; httponly; secure", cookies);
        Assert.Contains("__Secure-receipt=b; path=/contact; secure", cookies);
        Assert.True(response.Headers.Contains("Strict-Transport-Security"));
        var echoed = await gateway.Echo("saint-aubin.localhost", headers: ("Cookie", "__Host-form=mine; form=planted; __Secure-receipt=r"));
        Assert.Equal("form=mine; receipt=r", echoed.Headers["Cookie"]);
    }

    [Fact]
    public async Task OverPlainHttpTheyKeepTheirNames()
    {
        await using var gateway = await Start();
        using var response = await gateway.Send("saint-aubin.localhost", "/api/echo?cookie=1");
        Assert.Contains("form=a; path=/; samesite=strict; httponly", response.Headers.GetValues("Set-Cookie"));
    }

    [Theory]
    [InlineData("10.0.0.5", true)]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("2001:db8::/32", true)]
    [InlineData("proxy.example", false)]
    [InlineData("10.0.0.0/33", false)]
    public void AProxyIsAnAddressOrANetwork(string text, bool valid) => Assert.Equal(valid, ProxyNetworks.TryParse(text, out _));

    static async Task<GatewayUnderTest> Start(params (string Name, string Value)[] settings) =>
        await (await GatewayUnderTest.Start(settings: settings.ToDictionary(one => one.Name, one => (string?)one.Value))).WaitForTenants("saint-aubin");
}
