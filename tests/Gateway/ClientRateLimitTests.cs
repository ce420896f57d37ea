using System.Net;

namespace Platform.Tests.Gateway;

/// <summary>S7: one client is bounded, with a word of when to come back; a town hall behind one address is not locked out.</summary>
public sealed class ClientRateLimitTests
{
    static readonly (string, string) SameSite = ("Sec-Fetch-Site", "same-origin");

    [Fact]
    public async Task FormsOfAStrangerAreBoundedAndSayWhenToComeBack()
    {
        await using var gateway = await Start(("Gateway:FormsPerMinute", "5"));
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 8; i++)
        {
            using var response = await gateway.Send("saint-aubin.localhost", "/contact", HttpMethod.Post, new StringContent("x"));
            statuses.Add(response.StatusCode);
            if (response.StatusCode is not HttpStatusCode.TooManyRequests)
                continue;
            Assert.Equal("too-many-requests", await GatewayUnderTest.ProblemCode(response));
            Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        }
        Assert.Equal(5, statuses.Count(status => status is HttpStatusCode.OK));
        Assert.Equal(3, statuses.Count(status => status is HttpStatusCode.TooManyRequests));
        using var page = await gateway.Send("saint-aubin.localhost", "/contact");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData("/api/tracking/guess")]
    [InlineData("/tracking?code=guess")]
    public async Task CodesCannotBeGuessedByTheMillion(string path)
    {
        await using var gateway = await Start(("Gateway:CodesPerMinute", "4"));
        var heard = await Statuses(gateway, 20, () => gateway.Send("saint-aubin.localhost", path));
        Assert.InRange(heard.Count(status => status is HttpStatusCode.OK), 4, 5);
        using var page = await gateway.Send("saint-aubin.localhost", "/tracking");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task AFloodOfOneAddressIsBoundedAndAnotherIsServed()
    {
        await using var gateway = await Start(("Gateway:ClientPerSecond", "2"));
        var heard = await Statuses(gateway, 40, () => gateway.Send("saint-aubin.localhost"));
        Assert.Contains(HttpStatusCode.TooManyRequests, heard);
        using var neighbour = await RawClient.Connect(gateway.Address, "127.0.0.2");
        await neighbour.Send("GET /api/echo HTTP/1.1\r\nHost: saint-aubin.localhost\r\n\r\n");
        Assert.Equal(200, await neighbour.Status());
    }

    [Fact]
    public async Task AgentsBehindOneAddressAreLimitedEachForThemselves()
    {
        await using var gateway = await Start(("Gateway:ClientPerSecond", "1000"), ("Gateway:AccountPerSecond", "1"), ("Gateway:FormsPerMinute", "3"));
        var (camille, agnes) = (await gateway.SignIn("saint-aubin", "agent:camille"), await gateway.SignIn("saint-aubin", "supervisor:agnes"));
        var heard = await Statuses(gateway, 20, () => gateway.Send("saint-aubin.localhost", headers: ("Cookie", camille)));
        Assert.Contains(HttpStatusCode.TooManyRequests, heard);
        for (var i = 0; i < 4; i++)
            Assert.Equal("supervisor:agnes", (await gateway.Echo("saint-aubin.localhost", method: HttpMethod.Post, content: new StringContent("x"),
                headers: [("Cookie", agnes), SameSite])).Caller.Subject);
    }

    [Fact]
    public async Task AProgramWithAKeyIsLimitedByItsTenantAlone()
    {
        await using var gateway = await Start(("Gateway:ClientPerSecond", "1"), ("Gateway:FormsPerMinute", "1"));
        var heard = await Statuses(gateway, 40, () => gateway.Send("saint-aubin.localhost", method: HttpMethod.Post, content: new StringContent("x"),
            headers: ("Authorization", "Bearer key-saint-aubin")));
        Assert.All(heard, status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Fact]
    public async Task WrongKeysCannotBeGuessedByTheMillion()
    {
        await using var gateway = await Start(("Gateway:ClientPerSecond", "2"));
        var heard = await Statuses(gateway, 40, () => gateway.Send("saint-aubin.localhost", headers: ("Authorization", "Bearer wrong")));
        Assert.InRange(heard.Count(status => status is HttpStatusCode.Unauthorized), 10, 20);
        Assert.Contains(HttpStatusCode.TooManyRequests, heard);
    }

    static async Task<IReadOnlyList<HttpStatusCode>> Statuses(GatewayUnderTest gateway, int count, Func<Task<HttpResponseMessage>> send) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        {
            using var response = await send();
            return response.StatusCode;
        }));

    static async Task<GatewayUnderTest> Start(params (string Name, string Value)[] settings) =>
        await (await GatewayUnderTest.Start(settings: settings.ToDictionary(one => one.Name, one => (string?)one.Value))).WaitForTenants("saint-aubin");
}
