using System.Net;
using System.Security.Cryptography;
using Platform.Gateway.Contracts;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

[Collection(nameof(GatewayFixture))]
public sealed class ForgeryTests(GatewayFixture fixture)
{
    const string Canary = "forged-canary";

    public static TheoryData<string> Names => new(
        "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "X-Forwarded-Port", "X-Forwarded-Server",
        "X-Forwarded-User", "Forwarded", "X-Real-IP", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP", "X-Cluster-Client-IP", "Via",
        "X-Original-Host", "X-Original-URL", "X-Rewrite-URL", "X-Host", "X-HTTP-Method-Override", "Tenant", "X-Tenant", "X-Tenant-Id",
        "Platform-Tenant", "X-User", "X-Role", "X-Scopes", "Remote-User", "X-Remote-User", "X-Auth-Request-User", "X-SSL-Client-Cert",
        "Platform-Context", "platform-context", "Platform_Context", "Platform-Style", "Proxy-Authorization", "X-Platform-Context");

    [Theory, MemberData(nameof(Names))]
    public async Task ForgedHeadersDoNotReachTheSilo(string name)
    {
        var echoed = await fixture.Gateway.Echo("saint-aubin.localhost", headers: (name, Canary));
        Assert.DoesNotContain(echoed.Headers.Values, value => value.Contains(Canary, StringComparison.Ordinal));
        Assert.Equal(("saint-aubin", Roles.Visitor), (echoed.Caller.Tenant, echoed.Caller.Role));
    }

    [Fact]
    public async Task AValidContextFromOutsideIsIgnored()
    {
        var stolen = new SignedContext("val-de-lys", "supervisor:x", Roles.Supervisor, long.MaxValue / 2).Sign(EchoSilo.Secret);
        var echoed = await fixture.Gateway.Echo("saint-aubin.localhost", headers: [(SignedContext.Header, stolen), (SignedContext.Header, stolen)]);
        Assert.Equal(("saint-aubin", Roles.Visitor), (echoed.Caller.Tenant, echoed.Caller.Role));
    }

    [Fact]
    public async Task ASiloRefusesAContextOfAnotherSecret()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(fixture.Gateway.Silo.Address, "/api/echo"));
        request.Headers.Add(SignedContext.Header, new SignedContext("saint-aubin", "x", Roles.Supervisor, long.MaxValue / 2).Sign(RandomNumberGenerator.GetBytes(32)));
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("/edge/directory")]
    [InlineData("/EDGE/directory")]
    [InlineData("/%65dge/directory")]
    [InlineData("/edge")]
    [InlineData("/metrics")]
    public async Task EndpointsForGatewaysAreNotPublic(string path)
    {
        var before = fixture.Gateway.Silo.RequestCount;
        using var response = await fixture.Gateway.Send("saint-aubin.localhost", path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(before, fixture.Gateway.Silo.RequestCount);
    }

    [Fact]
    public async Task TheSiloGetsTheClientAddressAndTheHost()
    {
        var echoed = await fixture.Gateway.Echo("saint-aubin.localhost:8080", "/api/echo?a=b%20c");
        Assert.Equal("127.0.0.1", echoed.Headers["X-Forwarded-For"]);
        Assert.Equal("http", echoed.Headers["X-Forwarded-Proto"]);
        Assert.Equal("saint-aubin.localhost:8080", echoed.Headers["Host"]);
        Assert.Equal("/api/echo?a=b c", Uri.UnescapeDataString(echoed.Target));
    }
}
