using System.Net;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

public sealed class OutageTests
{
    [Fact]
    public async Task ALargeResponseArrivesComplete()
    {
        await using var gateway = await GatewayUnderTest.Start();
        await gateway.WaitForTenants("saint-aubin");
        using var answer = await gateway.Send("saint-aubin.localhost", "/large");
        Assert.Equal(EchoSilo.Large, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ANewTenantAndARevokedKeyTakeEffectWithoutARestart()
    {
        await using var gateway = await GatewayUnderTest.Start([EchoSilo.Tenant("saint-aubin")]);
        await gateway.WaitForTenants("saint-aubin");
        using (var before = await gateway.Send("val-de-lys.localhost"))
            Assert.Equal("unknown-host", await GatewayUnderTest.ProblemCode(before));
        gateway.Silo.UpdateTenants(tenants => [tenants[0] with { Keys = [] }, EchoSilo.Tenant("val-de-lys")]);
        await gateway.WaitForTenants("val-de-lys");
        Assert.Equal("val-de-lys", (await gateway.Echo("val-de-lys.localhost")).Caller.Tenant);
        using var revoked = await gateway.Send("saint-aubin.localhost", headers: ("Authorization", "Bearer key-saint-aubin"));
        Assert.Equal("unknown-key", await GatewayUnderTest.ProblemCode(revoked));
    }

    [Fact]
    public async Task WithoutASiloRequestsAreRefusedUntilOneIsBack()
    {
        await using var gateway = await GatewayUnderTest.Start();
        await gateway.WaitForTenants("saint-aubin");
        var port = gateway.Silo.Address.Port;
        await gateway.Silo.DisposeAsync();
        using (var response = await gateway.Send("saint-aubin.localhost", method: HttpMethod.Post, content: new StringContent("{}")))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.NotNull(response.Headers.RetryAfter);
            Assert.Equal("no-silo", await GatewayUnderTest.ProblemCode(response));
        }
        await using var back = await EchoSilo.Start([EchoSilo.Tenant("saint-aubin")], port);
        await Eventually.Holds(async () =>
        {
            using var response = await gateway.Send("saint-aubin.localhost");
            return response.StatusCode is HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task RequestsDuringTheStartOfAGatewayAreServed()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var response = await gateway.Send("saint-aubin.localhost");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task AGatewayWithoutSilosIsAliveAndNotReady()
    {
        var lost = await EchoSilo.Start([]);
        await lost.DisposeAsync();
        await using var gateway = await GatewayUnderTest.Start(settings: new() { ["Gateway:Silos:0"] = "http://127.0.0.1:9" }, silo: await EchoSilo.Start([]));
        using var health = await gateway.Send("localhost", "/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal("No silo answers.", await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var alive = await gateway.Send("localhost", "/alive");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        using var response = await gateway.Send("saint-aubin.localhost");
        Assert.Equal("no-silo", await GatewayUnderTest.ProblemCode(response));
    }

    [Fact]
    public async Task ASiloThatRefusesConnectionsIsSkipped()
    {
        await using var second = await EchoSilo.Start([EchoSilo.Tenant("saint-aubin")]);
        await using var gateway = await GatewayUnderTest.Start(settings: new() { ["Gateway:Silos:1"] = second.Address.ToString() });
        await gateway.WaitForTenants("saint-aubin");
        await gateway.Silo.DisposeAsync();
        for (var i = 0; i < 20; i++)
            Assert.Equal("saint-aubin", (await gateway.Echo("saint-aubin.localhost", method: HttpMethod.Post, content: new StringContent("{}"))).Caller.Tenant);
        Assert.Equal(20, second.RequestCount);
    }

    [Fact]
    public async Task ATenantInMaintenanceIsClosedAndItsNeighbourIsOpen()
    {
        await using var gateway = await GatewayUnderTest.Start(settings: new() { ["Gateway:Maintenance:0"] = "saint-aubin" });
        await gateway.WaitForTenants("saint-aubin", "val-de-lys");
        using var page = await gateway.Send("saint-aubin.localhost", "/", headers: ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Contains("maintenance", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var api = await gateway.Send("saint-aubin.localhost");
        Assert.Equal("maintenance", await GatewayUnderTest.ProblemCode(api));
        Assert.Equal("val-de-lys", (await gateway.Echo("val-de-lys.localhost")).Caller.Tenant);
    }

    [Fact]
    public async Task AnOperatorClosesATenantAndStillReachesTheConsole()
    {
        await using var gateway = await GatewayUnderTest.Start();
        await using var other = await GatewayUnderTest.Start(silo: gateway.Silo);
        GatewayUnderTest[] both = [await gateway.WaitForTenants("saint-aubin", "val-de-lys"), await other.WaitForTenants("saint-aubin")];
        gateway.Silo.UpdateTenants(tenants => [tenants[0] with { Maintenance = new(new Dictionary<string, string> { ["fr"] = "Retour à 14 h.", ["en"] = "Back at 2 p.m." }) }, tenants[1]]);
        foreach (var one in both)
        {
            await Eventually.Holds(async () => (await one.Send("saint-aubin.localhost")).StatusCode is HttpStatusCode.ServiceUnavailable);
            using var page = await one.Send("saint-aubin.localhost", "/", headers: [("Accept", "text/html"), ("Accept-Language", "en")]);
            Assert.Contains("Back at 2 p.m.", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.NotNull(page.Headers.RetryAfter);
            foreach (var path in new[] { "/operations", "/operations/order", "/api/operations", "/look/base.css" })
                Assert.Equal("saint-aubin", (await one.Echo("saint-aubin.localhost", path)).Caller.Tenant);
            using var near = await one.Send("saint-aubin.localhost", "/operationsx");
            Assert.Equal("maintenance", await GatewayUnderTest.ProblemCode(near));
        }
        Assert.Equal("val-de-lys", (await gateway.Echo("val-de-lys.localhost")).Caller.Tenant);
        gateway.Silo.UpdateTenants(tenants => [tenants[0] with { Maintenance = null }, tenants[1]]);
        await Eventually.Holds(async () => (await gateway.Send("saint-aubin.localhost")).IsSuccessStatusCode);
    }
}
