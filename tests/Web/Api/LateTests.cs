using Microsoft.Extensions.DependencyInjection;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Identities;
using Platform.Tests.Gateway;
using Platform.Tests.Grains.Requests;

namespace Platform.Tests.Web.Api;

/// <summary>Who waits too long is seen by whoever asks.</summary>
[Collection(SiloCollection.Name)]
public sealed class LateTests(SiloFixture silo)
{
    [Fact]
    public async Task TheSiloItselfFindsWhoWaitsTooLongAndTheListShowsThem()
    {
        var town = await silo.Town();
        var citizen = CitizenId.Parse((await town.Program.Calls("ada@exemple.fr")).Is(201)["citizen"]!);
        var journal = silo.Services.GetRequiredService<IJournal>();
        var late = await OldRequest.Opened(journal, town.Id, citizen, TimeSpan.FromDays(4));
        var inTime = await OldRequest.Opened(journal, town.Id, citizen, TimeSpan.FromDays(2));

        await Eventually.Holds(async () => (await town.Program.Get("/api/requests?late=true")).Is(200).Items.Count > 0);
        Assert.Equal([$"{late}"], (await town.Program.Get("/api/requests?late=true&status=open")).Items.Select(item => item.GetProperty("id").GetString()));
        Assert.Equal([$"{inTime}"], (await town.Program.Get("/api/requests?late=false")).Items.Select(item => item.GetProperty("id").GetString()));
        (await town.Program.Get("/api/requests?late=soon")).Refuses(400, "bad-parameter");
        Assert.True((await town.Program.Get($"/api/requests/{late}")).Json.GetProperty("late").GetBoolean());

        (await town.Supervisor.Post($"/api/requests/{late}/answer", new { text = "Réparé demain." })).Is(200);
        Assert.Empty((await town.Program.Get("/api/requests?late=true")).Items);
        Assert.False((await town.Program.Get($"/api/requests/{late}")).Json.GetProperty("late").GetBoolean());
    }
}
