using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.TestingHost;
using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contacts;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Tenancy;
using static Platform.Tests.Storage.Contract.Appends;

namespace Platform.Tests.Storage.Contract;

public abstract partial class JournalContract
{
    [Fact]
    public async Task WhoWasErasedIsForgottenByEveryGrainThatKnewThem()
    {
        await using var cluster = await Grains();
        var (grains, town) = (cluster.Client, Town());
        using var scope = TenantScope.Enter(town);
        var intake = Intake(grains);
        var (ada, twin) = (await Calls(intake, town, "1", Ada), await Calls(intake, town, "2", new("A. Martin", null, "06 12 34 56 78")));
        var (asked, askedByTwin) = (await Asks(grains, town, "3", ada), await Asks(grains, town, "4", twin));
        await grains.Request(town, asked).Answer(new("5", Camille, "Réparé chez Mme Martin.", Channel.Phone, Close: true));
        await grains.Citizen(town, ada).Note(new("6", Camille, "Rappeler Ada le soir."));
        Assert.Null((await grains.Citizen(town, twin).Merge(new("7", Camille, ada))).Refusal);
        Assert.IsType<FileMerged>((await grains.Citizen(town, twin).Erase(new("8", Camille))).Refusal);
        Assert.IsType<NoSuchCitizen>((await grains.Citizen(town, Someone()).Erase(new("8", Camille))).Refusal);
        var known = (await grains.Citizen(town, ada).Read()).Value!;
        Assert.Equal(("Ada Martin", "Rappeler Ada le soir."), (known.Identity.Name, known.LastNote?.Body));

        Assert.Equal(ada, (await grains.Citizen(town, ada).Erase(new("8", Camille))).Value!.Citizen);
        Assert.Null((await grains.Citizen(town, ada).Erase(new("8", Camille))).Refusal);
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
        Assert.NotEqual(ada, await Calls(intake, town, "9", Ada));
    }

    [Fact]
    public async Task WhatIsAskedOfAnErasedFileIsRefusedAndWhatWasDoneBeforeIsAnsweredAgain()
    {
        await using var cluster = await Grains();
        var (grains, town) = (cluster.Client, Town());
        using var scope = TenantScope.Enter(town);
        var ada = await Calls(Intake(grains), town, "1", Ada);
        var (file, request) = (grains.Citizen(town, ada), grains.Request(town, await Asks(grains, town, "2", ada)));
        var noted = await file.Note(new("3", Camille, "Rappeler Ada le soir."));
        Assert.Null((await file.Erase(new("4", Camille))).Refusal);
        var before = (await file.Read()).Value!.Version;

        Assert.IsType<CitizenErased>((await file.Note(new("5", Camille, "Rappeler."))).Refusal);
        Assert.IsType<CitizenErased>((await file.Consent(new("6", Camille, "reminders", true))).Refusal);
        Assert.IsType<CitizenErased>((await Intake(grains).Record(town, "7", Camille, Lamp, Ada, ada)).Refusal);
        Assert.IsType<CitizenErased>((await request.Answer(new("8", Camille, "Réparé.", Channel.Phone, Close: true))).Refusal);
        Assert.IsType<CitizenErased>((await Opens(grains, town, "9", ada)).Refusal);
        Assert.Equal(before, (await file.Read()).Value!.Version);

        var bob = await Calls(Intake(grains), town, "10", new("Bob Petit", "bob@exemple.fr", null));
        Assert.IsType<CitizenErased>((await grains.Citizen(town, bob).Merge(new("11", Camille, ada))).Refusal);
        Assert.Equal(bob, await Calls(Intake(grains), town, "12", new("Bob Petit", "bob@exemple.fr", null)));

        Assert.Equal(noted.Value, (await file.Note(new("3", Camille, "Rappeler Ada le soir."))).Value);
        Assert.IsType<CommandReused>((await file.Note(new("3", Camille, "Autre."))).Refusal);
    }

    [Fact]
    public async Task AGrainThatRemembersWhoWasErasedForgetsThemWhenItIsAskedAndTheirContactOpensAnotherFile()
    {
        var clock = new FakeTimeProvider();
        await using var cluster = await Grains(clock);
        var (grains, town) = (cluster.Client, Town());
        using var scope = TenantScope.Enter(town);
        var intake = Intake(grains);
        var ada = await Calls(intake, town, "1", Ada);
        Assert.Equal(ada, await Calls(intake, town, "2", Ada));

        await Journal.Erase(town, ada, TestContext.Current.CancellationToken);
        // So long after it woke that it goes by its memory.
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Ada, (await grains.Citizen(town, ada).Read()).Value!.Identity);
        Assert.NotEqual(ada, await Calls(intake, town, "3", Ada));
        Assert.Equal(Identity.Unknown, (await grains.Citizen(town, ada).Read()).Value!.Identity);
    }

    static readonly ContactPointDigest Points = new(new("a secret for these tests"u8.ToArray()));
    static readonly Actor Camille = new("agent:camille", "Camille Roy", "Accueil");
    static readonly Identity Ada = new("Ada Martin", "ada@exemple.fr", null);
    static readonly Contact Lamp = new(Channel.Phone, "Lampadaire en panne", "Rue des Lilas.", "fr");

    ContactIntake Intake(IGrainFactory grains) => new(grains, Journal, Points, TimeProvider.System);

    static async Task<CitizenId> Calls(ContactIntake intake, TenantId town, string command, Identity person) =>
        (await intake.Record(town, command, Camille, Lamp, person)).Value!.Citizen;

    static async Task<RequestId> Asks(IGrainFactory grains, TenantId town, string command, CitizenId citizen) =>
        (await Opens(grains, town, command, citizen)).Value!.Request;

    static Task<Outcome<RequestReceipt>> Opens(IGrainFactory grains, TenantId town, string command, CitizenId citizen) =>
        grains.Request(town, RequestId.New(DateTimeOffset.UtcNow)).Open(new(
            command, Camille, citizen, 1, ServiceId.Parse("voirie"), "technique", Priority.Normal, Channel.Phone, "fr", "Lampadaire", "Chez Ada."));

    async Task<InProcessTestCluster> Grains(TimeProvider? clock = null)
    {
        var silos = new InProcessTestClusterBuilder(2);
        silos.ConfigureSilo(static (_, silo) => silo.AddIncomingGrainCallFilter<TenantBoundary>());
        silos.ConfigureHost(host => host.Services.AddSingleton(Journal).AddSingleton(Points).AddSingleton(new DecisionClock(clock ?? TimeProvider.System)));
        var cluster = silos.Build();
        await cluster.DeployAsync();
        return cluster;
    }
}
