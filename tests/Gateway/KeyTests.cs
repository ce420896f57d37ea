using System.Net;
using Platform.Gateway.Contracts;

namespace Platform.Tests.Gateway;

[Collection(nameof(Shared))]
public sealed class KeyTests(Shared shared)
{
    [Fact]
    public async Task AKeyOpensItsOwnTown()
    {
        var echoed = await shared.Gateway.Echo("saint-aubin.localhost", headers: ("Authorization", "Bearer key-saint-aubin"));
        Assert.Equal(("key:demo", Roles.Machine), (echoed.Who.Subject, echoed.Who.Role));
        Assert.Equal(["contacts:write"], echoed.Who.Scopes);
        Assert.DoesNotContain("Authorization", echoed.Headers.Keys);
    }

    [Theory]
    [InlineData("Bearer key-saint-aubin")]
    [InlineData("Bearer ")]
    [InlineData("Bearer")]
    [InlineData("Basic a2V5LXZhbC1kZS1seXM=")]
    [InlineData("Bearer key-val-de-lys, Bearer key-saint-aubin")]
    public async Task AnotherTownsKeyOpensNothing(string authorization)
    {
        using var response = await shared.Gateway.Ask("val-de-lys.localhost", headers: ("Authorization", authorization));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
        Assert.Equal("unknown-key", await GatewayUnderTest.CodeOf(response));
    }

    [Fact]
    public async Task AKeyOfTenThousandCharactersIsRefusedAtOnce()
    {
        using var response = await shared.Gateway.Ask("val-de-lys.localhost", headers: ("Authorization", "Bearer " + new string('k', 10_000)));
        Assert.Equal("unknown-key", await GatewayUnderTest.CodeOf(response));
    }
}
