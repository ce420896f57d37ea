using System.Net;

namespace Platform.Tests.Gateway;

public sealed class OutageTests
{
    [Fact]
    public async Task ALargeAnswerArrivesToItsLastByte()
    {
        await using var gateway = await GatewayUnderTest.Start();
        await gateway.Serves("saint-aubin");
        using var answer = await gateway.Ask("saint-aubin.localhost", "/large");
        Assert.Equal(EchoSilo.Large, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ANewTownServesWithoutARestartAndAKeyThatWasTakenBackOpensNothing()
    {
        await using var gateway = await GatewayUnderTest.Start([EchoSilo.Tenant("saint-aubin")]);
        await gateway.Serves("saint-aubin");
        using (var before = await gateway.Ask("val-de-lys.localhost"))
            Assert.Equal("unknown-host", await GatewayUnderTest.CodeOf(before));
        gateway.Silo.Tell(tenants => [tenants[0] with { Keys = [] }, EchoSilo.Tenant("val-de-lys")]);
        await gateway.Serves("val-de-lys");
        Assert.Equal("val-de-lys", (await gateway.Echo("val-de-lys.localhost")).Who.Tenant);
        using var revoked = await gateway.Ask("saint-aubin.localhost", headers: ("Authorization", "Bearer key-saint-aubin"));
        Assert.Equal("unknown-key", await GatewayUnderTest.CodeOf(revoked));
    }

    [Fact]
    public async Task WithoutASiloEverybodyIsToldToWaitAndServedAsSoonAsThereIsOne()
    {
        await using var gateway = await GatewayUnderTest.Start();
        await gateway.Serves("saint-aubin");
        var port = gateway.Silo.Address.Port;
        await gateway.Silo.DisposeAsync();
        using (var response = await gateway.Ask("saint-aubin.localhost", method: HttpMethod.Post, content: new StringContent("{}")))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.NotNull(response.Headers.RetryAfter);
            Assert.Equal("no-silo", await GatewayUnderTest.CodeOf(response));
        }
        await using var back = await EchoSilo.Start([EchoSilo.Tenant("saint-aubin")], port);
        await Eventually.Holds(async () =>
        {
            using var response = await gateway.Ask("saint-aubin.localhost");
            return response.StatusCode is HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task NobodyWhoComesWhileAGatewayStartsIsSentAway()
    {
        await using var gateway = await GatewayUnderTest.Start();
        using var response = await gateway.Ask("saint-aubin.localhost");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task AGatewayThatStartsBeforeItsSilosIsNotReadyAndSaysSo()
    {
        var lost = await EchoSilo.Start([]);
        await lost.DisposeAsync();
        await using var gateway = await GatewayUnderTest.Start(settings: new() { ["Gateway:Silos:0"] = "http://127.0.0.1:9" }, silo: await EchoSilo.Start([]));
        using var health = await gateway.Ask("localhost", "/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        using var alive = await gateway.Ask("localhost", "/alive");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        using var response = await gateway.Ask("saint-aubin.localhost");
        Assert.Equal("no-silo", await GatewayUnderTest.CodeOf(response));
    }

    [Fact]
    public async Task ASiloThatRefusesIsPassedOver()
    {
        await using var second = await EchoSilo.Start([EchoSilo.Tenant("saint-aubin")]);
        await using var gateway = await GatewayUnderTest.Start(settings: new() { ["Gateway:Silos:1"] = second.Address.ToString() });
        await gateway.Serves("saint-aubin");
        await gateway.Silo.DisposeAsync();
        for (var i = 0; i < 20; i++)
            Assert.Equal("saint-aubin", (await gateway.Echo("saint-aubin.localhost", method: HttpMethod.Post, content: new StringContent("{}"))).Who.Tenant);
        Assert.Equal(20, second.Served);
    }

    [Fact]
    public async Task ATownUnderMaintenanceIsClosedAndItsNeighbourIsOpen()
    {
        await using var gateway = await GatewayUnderTest.Start(settings: new() { ["Gateway:Maintenance:0"] = "saint-aubin" });
        await gateway.Serves("saint-aubin", "val-de-lys");
        using var page = await gateway.Ask("saint-aubin.localhost", "/", headers: ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Contains("maintenance", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var api = await gateway.Ask("saint-aubin.localhost");
        Assert.Equal("maintenance", await GatewayUnderTest.CodeOf(api));
        Assert.Equal("val-de-lys", (await gateway.Echo("val-de-lys.localhost")).Who.Tenant);
    }

    [Fact]
    public async Task AnOperatorClosesATownInEveryGatewayAndStillReachesTheConsole()
    {
        await using var gateway = await GatewayUnderTest.Start();
        await using var other = await GatewayUnderTest.Start(silo: gateway.Silo);
        GatewayUnderTest[] both = [await gateway.Serves("saint-aubin", "val-de-lys"), await other.Serves("saint-aubin")];
        gateway.Silo.Tell(tenants => [tenants[0] with { Maintenance = new(new Dictionary<string, string> { ["fr"] = "Retour à 14 h.", ["en"] = "Back at 2 p.m." }) }, tenants[1]]);
        foreach (var one in both)
        {
            await Eventually.Holds(async () => (await one.Ask("saint-aubin.localhost")).StatusCode is HttpStatusCode.ServiceUnavailable);
            using var page = await one.Ask("saint-aubin.localhost", "/", headers: [("Accept", "text/html"), ("Accept-Language", "en")]);
            Assert.Contains("Back at 2 p.m.", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.NotNull(page.Headers.RetryAfter);
            foreach (var path in new[] { "/operations", "/operations/order", "/api/operations", "/look/base.css" })
                Assert.Equal("saint-aubin", (await one.Echo("saint-aubin.localhost", path)).Who.Tenant);
            using var near = await one.Ask("saint-aubin.localhost", "/operationsx");
            Assert.Equal("maintenance", await GatewayUnderTest.CodeOf(near));
        }
        Assert.Equal("val-de-lys", (await gateway.Echo("val-de-lys.localhost")).Who.Tenant);
        gateway.Silo.Tell(tenants => [tenants[0] with { Maintenance = null }, tenants[1]]);
        await Eventually.Holds(async () => (await gateway.Ask("saint-aubin.localhost")).IsSuccessStatusCode);
    }
}
