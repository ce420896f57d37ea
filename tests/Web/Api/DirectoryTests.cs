using Microsoft.Extensions.DependencyInjection;
using Platform.Gateway.Contracts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;

namespace Platform.Tests.Web.Api;

[Collection(SiloCollection.Name)]
public sealed class DirectoryTests(SiloFixture silo)
{
    ApiClient Gateway => new(silo.Http, new SignedContext("-", "gateway", Roles.Gateway, TestTenant.Soon).Sign(silo.Secret));

    [Fact]
    public async Task AGatewayIsToldOfEveryTenant()
    {
        var town = await silo.Town();
        var told = (await Gateway.Get("/edge/directory")).Is(200).Json;
        var tenant = told.GetProperty("tenants").EnumerateArray().Single(tenant => tenant.GetProperty("id").GetString() == town.Id.Value);
        Assert.Equal(town.Id + ".example", tenant.GetProperty("hosts")[0].GetString());
    }

    [Fact]
    public async Task AGatewayThatWaitsIsToldOfAChangeAtOnce()
    {
        var town = await silo.Town();
        var version = (await Gateway.Get("/edge/directory")).Json.GetProperty("version").GetInt64();
        var waiting = Gateway.Get($"/edge/directory?after={version}");
        Assert.False(waiting.IsCompleted);
        using (TenantScope.Enter(town.Id))
            Assert.Null((await silo.Services.GetRequiredService<IGrainFactory>().Tenant(town.Id).IssueKey(
                new("key", Actor.Platform, new("compteur", new string('0', 64), [Scopes.ContactsWrite])))).Refusal);
        var told = (await waiting.WaitAsync(TimeSpan.FromSeconds(10))).Is(200).Json;
        Assert.True(told.GetProperty("version").GetInt64() > version);
        Assert.Contains("compteur", told.ToString());
    }

    [Fact]
    public async Task AGatewayIsToldOfEverySilo()
    {
        var told = (await Gateway.Get("/edge/silos")).Is(200).Json;
        var one = Assert.Single(told.GetProperty("silos").EnumerateArray());
        Assert.Equal(silo.Http.BaseAddress, new Uri(one.GetProperty("address").GetString()!));
        Assert.False(one.GetProperty("draining").GetBoolean());
        Assert.True(told.GetProperty("version").GetInt64() > 0);
    }

    [Fact]
    public async Task TheProcessTellsThatItIsWell()
    {
        Assert.Equal("alive", (await new ApiClient(silo.Http, null).Get("/alive")).Is(200).Text);
        Assert.Equal("ready", (await new ApiClient(silo.Http, null).Get("/health")).Is(200)["status"]);
    }
}
