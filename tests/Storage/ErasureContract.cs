using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.TestingHost;
using Platform.Citizens;
using Platform.Requests;
using Platform.Services;
using Platform.Tenants;
using static Platform.Tests.Storage.Appends;

namespace Platform.Tests.Storage;

public abstract partial class JournalContract
{
    [Fact]
    public async Task WhoWasErasedIsForgottenByEveryGrainThatKnewThem()
    {
        await using var cluster = await Grains();
        var (grains, town, camille) = (cluster.Client, Town(), new Actor("agent:camille", "Camille Roy", "Accueil"));
        using var scope = TenantScope.Enter(town);
        var (ada, twin) = (await Calls("1", new("Ada Martin", "ada@exemple.fr", null)), await Calls("2", new("A. Martin", null, "06 12 34 56 78")));
        var (asked, askedByTwin) = (await Asks("3", ada), await Asks("4", twin));
        await grains.Request(town, asked).Answer(new("5", camille, "Réparé chez Mme Martin.", Channel.Phone, Close: true));
        await grains.Citizen(town, ada).Note(new("6", camille, "Rappeler Ada le soir."));
        Assert.Null((await grains.Citizen(town, twin).Merge(new("7", camille, ada))).Refusal);
        Assert.IsType<FileMerged>((await grains.Citizen(town, twin).Erase(new("8", camille))).Refusal);
        Assert.IsType<NoSuchCitizen>((await grains.Citizen(town, Someone()).Erase(new("8", camille))).Refusal);
        var known = (await grains.Citizen(town, ada).Read()).Value!;
        Assert.Equal(("Ada Martin", "Rappeler Ada le soir."), (known.Identity.Name, known.LastNote?.Body));

        Assert.Equal(ada, (await grains.Citizen(town, ada).Erase(new("8", camille))).Value!.Citizen);
        Assert.Null((await grains.Citizen(town, ada).Erase(new("8", camille))).Refusal);
        foreach (var file in (CitizenId[])[ada, twin])
        {
            var left = (await grains.Citizen(town, file).Read()).Value!;
            Assert.Equal((Identity.Unknown, 0, null, 1L), (left.Identity, left.ContactPoints.Count, left.LastNote?.Body, left.Contacts));
            Assert.All((await grains.Citizen(town, file).History(0, 100)).Value!.Items, static item => Assert.Null(item.Body));
        }
        foreach (var request in (RequestId[])[asked, askedByTwin])
        {
            var left = (await grains.Request(town, request).Read()).Value!;
            Assert.Equal((null, null, null), (left.Subject, left.Description, left.Answer?.Text));
            Assert.All(left.Steps, static step => Assert.Null(step.Text));
        }
        Assert.NotEqual(ada, await Calls("9", new("Ada Martin", "ada@exemple.fr", null)));

        async Task<CitizenId> Calls(string command, Identity person) => (await new Intake(grains, Journal, Points, TimeProvider.System)
            .Record(town, command, camille, new(Channel.Phone, "Lampadaire en panne", "Rue des Lilas.", "fr"), person)).Value!.Citizen;

        async Task<RequestId> Asks(string command, CitizenId citizen) => (await grains.Request(town, RequestId.New(DateTimeOffset.UtcNow)).Open(new(
            command, camille, citizen, 1, ServiceId.Parse("voirie"), "technique", Priority.Normal, Channel.Phone, "fr", "Lampadaire", "Chez Ada."))).Value!.Request;
    }

    static readonly ContactPointDigest Points = new(new("a secret for these tests"u8.ToArray()));

    async Task<InProcessTestCluster> Grains()
    {
        var silos = new InProcessTestClusterBuilder(2);
        silos.ConfigureSilo(static (_, silo) => silo.AddIncomingGrainCallFilter<TenantBoundary>());
        silos.ConfigureHost(host => host.Services.AddSingleton(Journal).AddSingleton(Points).AddSingleton(TimeProvider.System));
        var cluster = silos.Build();
        await cluster.DeployAsync();
        return cluster;
    }
}
