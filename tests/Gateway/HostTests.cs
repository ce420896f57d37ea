using System.Net;
using Platform.Gateway.Tenants;

namespace Platform.Tests.Gateway;

[Collection(nameof(Shared))]
public sealed class HostTests(Shared shared)
{
    [Theory]
    [InlineData("saint-aubin.localhost")]
    [InlineData("Saint-Aubin.LOCALHOST")]
    [InlineData("saint-aubin.localhost:8080")]
    public async Task ATownAnswersUnderItsHost(string host) =>
        Assert.Equal("saint-aubin", (await shared.Gateway.Echo(host)).Who.Tenant);

    [Fact]
    public async Task NoneOfTenThousandOddHostsReachesATown()
    {
        var before = shared.Gateway.Silo.Served;
        await Parallel.ForEachAsync(Odd(10_000), async (host, _) =>
        {
            using var response = await shared.Gateway.Ask(host);
            Assert.True(response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{host} got {response.StatusCode}");
        });
        Assert.Equal(before, shared.Gateway.Silo.Served);
    }

    [Fact]
    public async Task AnUnknownHostIsToldToProgramsAndToPeople()
    {
        using var problem = await shared.Gateway.Ask("nowhere.localhost");
        Assert.Equal("unknown-host", await GatewayUnderTest.CodeOf(problem));
        using var page = await shared.Gateway.Ask("nowhere.localhost", "/", headers: [("Accept", "text/html"), ("Accept-Language", "en")]);
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Contains("No authority answers", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
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
    public void AnOddHostNamesNobody(string host) => Assert.False(HostName.TryRead(host, out _));

    static IEnumerable<string> Odd(int count)
    {
        const string Town = "saint-aubin.localhost";
        string[] few =
        [
            Town + ".", Town + "..", "." + Town, Town + ".evil.example", "evil-" + Town, Town + "@evil.example", "evil.example@" + Town,
            Town + "%00", Town + "%2eevil", Town + "/..", Town + "\\", Town + "#", Town + "?x", "[" + Town + "]", "127.0.0.1", "[::1]", "0",
            "localhost", "xn--sint-aubin-x9a.localhost", "saint\u00adaubin.localhost", "saint\u2010aubin.localhost", "ｓaint-aubin.localhost",
            Town + ",val-de-lys.localhost", Town + " val-de-lys.localhost", Town + ":80@evil", "http://" + Town, "*.localhost", "_", "-", new('a', 5_000),
        ];
        var random = new Random(20_231_207);
        foreach (var host in few)
            yield return host;
        for (var i = few.Length; i < count; i++)
        {
            var letters = Town.ToCharArray();
            letters[random.Next(letters.Length)] = (char)random.Next('!', '~');
            var host = (i % 3) switch
            {
                0 => new string(letters),
                1 => Town.Insert(random.Next(Town.Length), $"{(char)random.Next('a', 'z')}"),
                _ => $"{Guid.NewGuid():N}.localhost",
            };
            if (!host.Split(':')[0].Equals(Town, StringComparison.OrdinalIgnoreCase))
                yield return host;
        }
    }
}
