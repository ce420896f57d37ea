using System.Net;
using Platform.Gateway.Contracts;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

public sealed class TwoGatewaysTests : IAsyncLifetime
{
    EchoSilo _silo = null!;
    GatewayUnderTest _one = null!, _other = null!;

    public async ValueTask InitializeAsync()
    {
        _silo = await EchoSilo.Start([EchoSilo.Tenant("saint-aubin")]);
        _one = await (await GatewayUnderTest.Start(silo: _silo)).WaitForTenants("saint-aubin");
        _other = await (await GatewayUnderTest.Start(silo: _silo)).WaitForTenants("saint-aubin");
    }

    [Fact]
    public async Task ASessionOfOneGatewayIsValidAtTheOther()
    {
        var cookie = await _one.SignIn("saint-aubin", "agent:camille");
        Assert.Equal(Roles.Agent, (await _other.Echo("saint-aubin.localhost", headers: ("Cookie", cookie))).Caller.Role);
    }

    [Fact]
    public async Task ASignOutAtOneGatewayReachesTheOther()
    {
        var cookie = await _one.SignIn("saint-aubin", "agent:camille");
        await _other.Echo("saint-aubin.localhost", headers: ("Cookie", cookie));
        using var response = await _one.Send(
            "saint-aubin.localhost", "/sign-out", HttpMethod.Post, headers: [("Cookie", cookie), ("Sec-Fetch-Site", "same-origin")]);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        await Eventually.Holds(async () =>
        {
            using var copy = await _other.Send("saint-aubin.localhost", headers: ("Cookie", cookie));
            return copy.StatusCode is HttpStatusCode.Unauthorized;
        });
    }

    [Fact]
    public async Task AGatewayThatStartsLaterHearsOfEarlierSignOuts()
    {
        var cookie = await _one.SignIn("saint-aubin", "agent:camille");
        (await _one.Send("saint-aubin.localhost", "/sign-out", HttpMethod.Post, headers: [("Cookie", cookie), ("Sec-Fetch-Site", "same-origin")])).Dispose();
        await Eventually.Holds(() => !_silo.RevokedSessions.IsEmpty);
        await using var late = await (await GatewayUnderTest.Start(silo: _silo)).WaitForTenants("saint-aubin");
        await Eventually.Holds(async () =>
        {
            using var copy = await late.Send("saint-aubin.localhost", headers: ("Cookie", cookie));
            return copy.StatusCode is HttpStatusCode.Unauthorized;
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _one.DisposeAsync();
    }
}
