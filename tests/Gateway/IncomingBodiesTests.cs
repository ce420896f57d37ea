using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Platform.Gateway.Admission;
using Platform.Gateway.Configuration;

namespace Platform.Tests.Gateway;

/// <summary>S1 and S2: bodies that arrive slowly take nobody's place, and bodies that are held back take a bounded part of the memory.</summary>
public sealed class IncomingBodiesTests
{
    static readonly ClientAddress _one = ClientAddress.Of(IPAddress.Parse("192.0.2.1")), _other = ClientAddress.Of(IPAddress.Parse("192.0.2.2"));

    [Fact]
    public async Task SlowBodiesTakeNobodysPlace()
    {
        await using var gateway = await GatewayUnderTest.Start(settings: new() { ["Gateway:Concurrent"] = "1" });
        await gateway.WaitForTenants("saint-aubin", "val-de-lys");
        var slow = new List<RawClient>();
        for (var i = 0; i < 20; i++)
            slow.Add(await (await RawClient.Connect(gateway.Address)).SendPart("saint-aubin.localhost", 100, 10));
        await Eventually.Holds(() => gateway.Services.GetRequiredService<IncomingBodies>().InUse.Bodies == 20);
        Assert.Equal("val-de-lys", (await gateway.Echo("val-de-lys.localhost")).Caller.Tenant);
        Assert.Equal("saint-aubin", (await gateway.Echo("saint-aubin.localhost", method: HttpMethod.Post, content: new StringContent("{}"))).Caller.Tenant);
        slow.ForEach(client => client.Dispose());
        await Eventually.Holds(() => gateway.Services.GetRequiredService<IncomingBodies>().InUse == (0, 0));
    }

    [Fact]
    public async Task OneAddressMayHoldAFewBodiesAndAnotherStillSends()
    {
        await using var gateway = await GatewayUnderTest.Start(settings: new() { ["Gateway:BodiesPerClient"] = "3" });
        await gateway.WaitForTenants("saint-aubin");
        var bodies = gateway.Services.GetRequiredService<IncomingBodies>();
        var slow = new List<RawClient>();
        for (var i = 0; i < 3; i++)
            slow.Add(await (await RawClient.Connect(gateway.Address)).SendPart("saint-aubin.localhost", 100, 10));
        await Eventually.Holds(() => bodies.InUse.Bodies == 3);
        using var fourth = await (await RawClient.Connect(gateway.Address)).SendPart("saint-aubin.localhost", 100, 10);
        Assert.Equal(429, await fourth.Status());
        using var neighbour = await (await RawClient.Connect(gateway.Address, "127.0.0.2")).SendPart("saint-aubin.localhost", 100, 10);
        await Eventually.Holds(() => bodies.InUse.Bodies == 4);
        await neighbour.Send(new(' ', 90));
        Assert.Equal(200, await neighbour.Status());
        slow.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task BodiesHeldBackAreCountedInBytes()
    {
        // 8 MB for all, and so 1 MB for one client: four bodies of 250 KB.
        await using var gateway = await GatewayUnderTest.Start(settings: new() { ["Gateway:BufferMegabytes"] = "8" });
        await gateway.WaitForTenants("saint-aubin");
        var bodies = gateway.Services.GetRequiredService<IncomingBodies>();
        const int Size = 250_000;
        var held = new List<RawClient>();
        for (var i = 0; i < 4; i++)
            held.Add(await (await RawClient.Connect(gateway.Address)).SendPart("saint-aubin.localhost", Size, Size - 1));
        await Eventually.Holds(() => bodies.InUse == (4, 4 * Size));
        using var fifth = await (await RawClient.Connect(gateway.Address)).SendPart("saint-aubin.localhost", Size, 1_000);
        Assert.Equal(429, await fifth.Status());
        await held[0].Send(" ");
        Assert.Equal(200, await held[0].Status());
        await Eventually.Holds(() => bodies.InUse == (3, 3 * Size));
        held.ForEach(client => client.Dispose());
    }

    [Fact]
    public void OneTenantMayHoldAQuarterOfAllPlaces()
    {
        var bodies = new IncomingBodies(new GatewaySettings { BodiesAtOnce = 8, BodiesPerClient = 100 });
        Assert.NotNull(bodies.TryBegin(_one, "saint-aubin", 1, out _));
        using var second = bodies.TryBegin(_other, "saint-aubin", 1, out _);
        Assert.Null(bodies.TryBegin(ClientAddress.Of(IPAddress.Parse("192.0.2.3")), "saint-aubin", 1, out var exceeded));
        Assert.Equal(BodyBound.Tenant, exceeded);
        Assert.NotNull(bodies.TryBegin(_one, "val-de-lys", 1, out _));
        second!.Dispose();
        Assert.NotNull(bodies.TryBegin(_other, "saint-aubin", 1, out _));
    }

    [Fact]
    public void ABodyOfUnknownLengthGivesBackWhatItDidNotUse()
    {
        var bodies = new IncomingBodies(new GatewaySettings());
        using (var body = bodies.TryBegin(_one, "saint-aubin", 262_144, out _)!)
        {
            body.Arrived(1_000);
            Assert.Equal((0, 1_000), bodies.InUse);
        }
        Assert.Equal((0, 0), bodies.InUse);
    }

    [Theory]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void AnIPv6ClientIsItsNetwork(string one, string other, bool same) =>
        Assert.Equal(same, ClientAddress.Of(IPAddress.Parse(one)) == ClientAddress.Of(IPAddress.Parse(other)));
}
