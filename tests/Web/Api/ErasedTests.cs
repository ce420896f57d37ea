using Microsoft.Extensions.DependencyInjection;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Tests.Web.Api;

[Collection(SiloCollection.Name)]
public sealed class ErasedTests(SiloFixture silo)
{
    [Fact]
    public async Task NothingIsAddedToAnErasedFileAndTheirNextContactOpensAnother()
    {
        var town = await silo.Town();
        var ada = (await town.Program.Calls("ada@exemple.fr", key: "first")).Is(201)["citizen"]!;
        var request = (await town.Program.Post("/api/requests", new { citizen = ada, contact = 1, service = "voirie", priority = "normal" })).Is(201)["request"];
        using (TenantScope.Enter(town.Id))
            Assert.Null((await silo.Services.GetRequiredService<IGrainFactory>().Citizen(town.Id, CitizenId.Parse(ada)).Erase(new("erase", Actor.Platform))).Refusal);

        (await town.Program.Post($"/api/citizens/{ada}/notes", new { text = "Rappeler." })).Refuses(409, "citizen-erased");
        (await town.Program.Post("/api/contacts", new { citizen = new { id = ada }, channel = "phone", subject = "s" })).Refuses(409, "citizen-erased");
        (await town.Program.Post($"/api/requests/{request}/notes", new { text = "Vu." })).Refuses(409, "citizen-erased");
        Assert.Equal(ada, (await town.Program.Calls("ada@exemple.fr", key: "first")).Is(201)["citizen"]);
        Assert.NotEqual(ada, (await town.Program.Calls("ada@exemple.fr")).Is(201)["citizen"]);
    }
}
