using System.Net;
using Platform.Gateway.Contracts;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

[Collection(nameof(GatewayFixture))]
public sealed class ApiKeyTests(GatewayFixture fixture)
{
    [Fact]
    public async Task AKeyIsAcceptedAtItsTenant()
    {
        var echoed = await fixture.Gateway.Echo("saint-aubin.localhost", headers: ("Authorization", "Bearer key-saint-aubin"));
        Assert.Equal(("key:demo", Roles.Machine), (echoed.Caller.Subject, echoed.Caller.Role));
        Assert.Equal(["contacts:write"], echoed.Caller.Scopes);
        Assert.DoesNotContain("Authorization", echoed.Headers.Keys);
    }

    [Theory]
    [InlineData("Bearer key-saint-aubin")]
    [InlineData("Bearer ")]
    [InlineData("Bearer")]
    [InlineData("Basic a2V5LXZhbC1kZS1seXM=")]
    [InlineData("Bearer key-val-de-lys, Bearer key-saint-aubin")]
    public async Task AKeyOfAnotherTenantIsRefused(string authorization)
    {
        using var response = await fixture.Gateway.Send("val-de-lys.localhost", headers: ("Authorization", authorization));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
        Assert.Equal("unknown-key", await GatewayUnderTest.ProblemCode(response));
    }

    [Fact]
    public async Task AKeyOfTenThousandCharactersIsRefused()
    {
        using var response = await fixture.Gateway.Send("val-de-lys.localhost", headers: ("Authorization", "Bearer " + new string('k', 10_000)));
        Assert.Equal("unknown-key", await GatewayUnderTest.ProblemCode(response));
    }
}
