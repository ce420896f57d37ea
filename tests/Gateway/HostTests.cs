using System.Net;
using Platform.Gateway.Tenants;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

[Collection(nameof(GatewayFixture))]
public sealed class HostTests(GatewayFixture fixture)
{
    [Theory]
    [InlineData("saint-aubin.localhost")]
    [InlineData("Saint-Aubin.LOCALHOST")]
    [InlineData("saint-aubin.localhost:8080")]
    public async Task ATenantIsServedUnderItsHost(string host) =>
        Assert.Equal("saint-aubin", (await fixture.Gateway.Echo(host)).Caller.Tenant);

    [Fact]
    public async Task NoneOfTenThousandInvalidHostsReachesATenant()
    {
        var before = fixture.Gateway.Silo.RequestCount;
        await Parallel.ForEachAsync(InvalidHosts(10_000), async (host, _) =>
        {
            using var response = await fixture.Gateway.Send(host);
            Assert.True(response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{host} got {response.StatusCode}");
        });
        Assert.Equal(before, fixture.Gateway.Silo.RequestCount);
    }

    [Fact]
    public async Task AnUnknownHostGetsAProblemOrAPage()
    {
        using var problem = await fixture.Gateway.Send("nowhere.localhost");
        Assert.Equal("unknown-host", await GatewayUnderTest.ProblemCode(problem));
        using var page = await fixture.Gateway.Send("nowhere.localhost", "/", headers: [("Accept", "text/html"), ("Accept-Language", "en")]);
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Contains("No authority answers", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("localhost:8080", "http://saint-aubin.localhost:8080/")]
    [InlineData("127.0.0.1", "http://saint-aubin.localhost/")]
    public async Task TheDemonstrationsOwnAddressListsItsAuthorities(string host, string address)
    {
        using var page = await fixture.Gateway.Send(host, "/", headers: ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains($"href=\"{address}\"", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var elsewhere = await fixture.Gateway.Send(host, "/contact", headers: ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Theory]
    [InlineData("saint-aubin.localhost:")]
    [InlineData("saint-aubin.localhost:0")]
    [InlineData("saint-aubin.localhost:99999")]
    [InlineData("saint-aubin.localhost:80:80")]
    [InlineData("saint-aubin.localhost:8o")]
    [InlineData("saint-aubin.localhost.")]
    [InlineData("ſaint-aubin.localhost")]
    [InlineData("")]
    [InlineData(":8080")]
    public void AnInvalidHostNamesNoTenant(string host) => Assert.False(HostName.TryRead(host, out _));

    static IEnumerable<string> InvalidHosts(int count)
    {
        const string Host = "saint-aubin.localhost";
        string[] handwritten =
        [
            Host + "..", "." + Host, Host + ".evil.example", "evil-" + Host, Host + "@evil.example", "evil.example@" + Host,
            Host + "%00", Host + "%2eevil", Host + "/..", Host + "\\", Host + "#", Host + "?x", "[" + Host + "]", "0", "xn--sint-aubin-x9a.localhost", "saint\u00adaubin.localhost", "saint\u2010aubin.localhost", "ｓaint-aubin.localhost",
            Host + ",val-de-lys.localhost", Host + " val-de-lys.localhost", Host + ":80@evil", "http://" + Host, "*.localhost", "_", "-", new('a', 5_000),
        ];
        var random = new Random(20_231_207);
        foreach (var host in handwritten)
            yield return host;
        for (var i = handwritten.Length; i < count; i++)
        {
            var letters = Host.ToCharArray();
            letters[random.Next(letters.Length)] = (char)random.Next('!', '~');
            var host = (i % 3) switch
            {
                0 => new string(letters),
                1 => Host.Insert(random.Next(Host.Length), $"{(char)random.Next('a', 'z')}"),
                _ => $"{Guid.NewGuid():N}.localhost",
            };
            if (!host.Split(':')[0].Equals(Host, StringComparison.OrdinalIgnoreCase))
                yield return host;
        }
    }
}
