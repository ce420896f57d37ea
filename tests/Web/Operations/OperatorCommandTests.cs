using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Platform.Gateway.Contracts;
using Platform.Gateway.Contracts.Operations;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Operations;
using Platform.Grains.Interfaces.Tenants;
using Platform.Silo.Tenants;
using Platform.Tests.Web.Api;
using Platform.Web.Access;
using Platform.Web.Operations.Monitoring;

namespace Platform.Tests.Web.Operations;

/// <summary>An operator's order is carried out once, under their name, and by nobody else.</summary>
[Collection(SiloCollection.Name)]
public sealed class OperatorCommandTests(SiloFixture silo)
{
    const string Path = "/api/operations/orders";

    ApiClient Gateway => new(silo.Http, new SignedContext("-", "gateway", Roles.Gateway, TestTenant.Soon).Sign(silo.Secret));

    [Fact]
    public async Task ASiteIsClosedOnceHoweverOftenItIsAskedAndOpenedAgain()
    {
        var town = await silo.Town();
        var alex = town.As(Roles.Operations, "operations:alex");
        var key = Guid.NewGuid().ToString();
        var stop = new { kind = "stop-intake", subject = town.Id.Value, message = new { fr = "Retour à 14 h.", en = "Back at 2 p.m." } };
        for (var i = 0; i < 3; i++)
            Assert.Equal("done", (await alex.Post(Path, stop, key)).Is(200)["outcome"]);
        Assert.Equal("Back at 2 p.m.", (await ReadDirectory(town)).GetProperty("maintenance").GetProperty("messages").GetProperty("en").GetString());
        var kept = (await alex.Get(Path)).Is(200).Items.Where(order => order.GetProperty("subject").GetString() == town.Id.Value).ToList();
        Assert.Equal("operations:alex", Assert.Single(kept).GetProperty("by").GetString());

        (await alex.Post(Path, new { kind = "resume-intake", subject = town.Id.Value }, key)).Refuses(422, "command-reused");
        (await alex.Post(Path, new { kind = "resume-intake", subject = town.Id.Value })).Is(200);
        Assert.False((await ReadDirectory(town)).TryGetProperty("maintenance", out var open) && open.ValueKind is not System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task AnOperatorOfOneTownMayCloseAnotherAndItIsThatTownsFact()
    {
        var (here, there) = (await silo.Town(), await silo.Town());
        (await here.As(Roles.Operations).Post(Path, new { kind = "stop-intake", subject = there.Id.Value })).Is(200);
        var book = silo.Services.GetRequiredService<TenantCache>();
        Assert.NotNull(book.Find(there.Id)!.Closed);
        Assert.Null(book.Find(here.Id)!.Closed);
    }

    [Fact]
    public async Task ACrisisRaisesTheBudgetAndGatewaysAreToldOfIt()
    {
        var town = await silo.Town();
        var alex = town.As(Roles.Operations);
        (await alex.Post(Path, new { kind = "declare-crisis", subject = town.Id.Value, factor = 5 })).Is(200);
        var told = await ReadDirectory(town);
        Assert.Equal((5 * Budget.Default.PerSecond, true), (told.GetProperty("perSecond").GetInt32(), told.GetProperty("inCrisis").GetBoolean()));
        var state = (await alex.Get("/api/operations")).Is(200).Json;
        Assert.Contains(state.GetProperty("concerns").EnumerateArray(), concern => concern.GetProperty("code").GetString() == "crisis");
        (await alex.Post(Path, new { kind = "end-crisis", subject = town.Id.Value })).Is(200);
        told = await ReadDirectory(town);
        Assert.Equal((Budget.Default.PerSecond, false), (told.GetProperty("perSecond").GetInt32(), told.GetProperty("inCrisis").GetBoolean()));
    }

    [Theory]
    [InlineData("stop-intake", "nowhere", 404, "no-such-tenant")]
    [InlineData("stop-intake", "*", 404, "no-such-tenant")]
    [InlineData("declare-crisis", "nowhere", 404, "no-such-tenant")]
    [InlineData("declare-crisis", "*", 422, "not-acceptable")]
    [InlineData("drain", "nowhere", 404, "no-such-silo")]
    [InlineData("replay", "one", 422, "not-acceptable")]
    [InlineData("replay", "999999", 409, "not-replayed")]
    [InlineData("announce", "*", 422, "not-acceptable")]
    [InlineData("explode", "*", 422, "not-acceptable")]
    public async Task WhatMakesNoSenseIsRefusedAndSaysWhy(string kind, string subject, int status, string code) =>
        (await (await silo.Town()).As(Roles.Operations).Post(Path, new { kind, subject })).Refuses(status, code);

    [Fact]
    public async Task TheLastSiloIsNotSentAway()
    {
        var alex = (await silo.Town()).As(Roles.Operations);
        var name = silo.Services.GetRequiredService<ISiloDirectory>().List().Silos.Single().Name;
        (await alex.Post(Path, new { kind = "drain", subject = name })).Refuses(409, "last-silo");
    }

    [Fact]
    public async Task ASiloAmongOthersIsAskedToDrainOnce()
    {
        var register = new TwoSilos();
        var services = silo.Services;
        var desk = new OperatorCommands(
            services.GetRequiredService<IOperatorCommandStore>(), register, services.GetRequiredService<IDeadLetters>(), services.GetRequiredService<IGrainFactory>(),
            services.GetRequiredService<TenantCache>(), services.GetRequiredService<ClusterMonitor>(), TimeProvider.System);
        var caller = new Caller((await silo.Town()).Id, "operations:alex", Roles.Operations);
        var command = Guid.NewGuid().ToString();
        for (var i = 0; i < 2; i++)
            Assert.Equal(OperatorCommand.Done, (await desk.Execute(caller, command, OperatorCommandKind.Drain, "two", new(), default)).Value!.Outcome);
        Assert.Equal("two", Assert.Single(register.Drained));
        Assert.IsType<LastSilo>((await desk.Execute(caller, command + "2", OperatorCommandKind.Drain, "one", new(), default)).Refusal);
    }

    [Theory]
    [InlineData(Roles.Visitor, 401)]
    [InlineData(Roles.Administrator, 403)]
    [InlineData(Roles.Supervisor, 403)]
    public async Task NobodyElseSeesTheConsoleOrGivesAnOrder(string role, int status)
    {
        var town = await silo.Town();
        var other = town.As(role, role is Roles.Visitor ? "visitor" : "agent:x");
        foreach (var path in new[] { "/operations", "/operations/events", "/operations/order?kind=stop-intake&subject=" + town.Id })
            (await other.Get(path)).Is(status);
        (await other.Post("/operations/order", new FormUrlEncodedContent([new("Kind", "stop-intake"), new("Subject", town.Id.Value)]))).Is(status);
        (await other.Post(Path, new { kind = "stop-intake", subject = town.Id.Value })).Is(status);
        Assert.Null(silo.Services.GetRequiredService<TenantCache>().Find(town.Id)!.Closed);
    }

    [Fact]
    public async Task AFormWithoutItsTokenOrdersNothing()
    {
        var town = await silo.Town();
        var sent = await town.As(Roles.Operations).Post(
            "/operations/order", new FormUrlEncodedContent([new("Kind", "stop-intake"), new("Subject", town.Id.Value), new("Command", Guid.CreateVersion7().ToString())]));
        Assert.Equal(400, (int)sent.Status);
        Assert.Null(silo.Services.GetRequiredService<TenantCache>().Find(town.Id)!.Closed);
    }

    [Fact]
    public async Task TheAutoscalerIsToldWhatTheConsoleAdvises()
    {
        var alex = (await silo.Town()).As(Roles.Operations);
        await silo.Services.GetRequiredService<NodeStatusBoard>().Report(LoadHistoryTests.Node("s-1", NodeKinds.Silo, 10), TestContext.Current.CancellationToken);
        (await alex.Post(Path, new { kind = "announce", perDay = 400_000, peak = 4 })).Is(200);
        var state = (await alex.Get("/api/operations")).Is(200).Json.GetProperty("advice");
        Assert.Equal(400_000, state.GetProperty("announced").GetProperty("perDay").GetInt64());
        var told = new List<int>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, heard) => { if (instrument.Name == "platform.silos.recommended") heard.EnableMeasurementEvents(instrument); };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => told.Add(value));
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.Contains(state.GetProperty("recommended").GetInt32(), told);
        (await alex.Post(Path, new { kind = "withdraw" })).Is(200);
        Assert.False((await alex.Get("/api/operations")).Json.GetProperty("advice").TryGetProperty("announced", out _));
    }

    async Task<System.Text.Json.JsonElement> ReadDirectory(TestTenant town) => (await Gateway.Get("/edge/directory")).Is(200).Json
        .GetProperty("tenants").EnumerateArray().Single(tenant => tenant.GetProperty("id").GetString() == town.Id.Value);

    sealed class TwoSilos : ISiloDirectory
    {
        public List<string> Drained { get; } = [];

        public string? Trouble => null;

        public SiloList List() => new(1, [.. new[] { "one", "two" }.Select(name => new SiloEntry(name, "http://" + name, Drained.Contains(name)))]);

        public Task WaitForChange(long after, TimeSpan timeout, CancellationToken cancellation) => Task.CompletedTask;

        public long MembershipVersion => 1;

        public Task NextChange(TimeSpan timeout) => Task.CompletedTask;

        public void LookForLostSilos()
        {
        }

        public void BeginDrain()
        {
        }

        public Task<bool> Drain(string name, CancellationToken cancellation)
        {
            Drained.Add(name);
            return Task.FromResult(true);
        }
    }
}
