using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Tenancy;
using Platform.LoadTests.Platforms.Postgres;

namespace Platform.Tests.Web.Api;

/// <summary>The database is away: everything is refused with a name and a time to come back, and nothing is half-done.</summary>
[Collection(SiloCollection.Name), Trait("Speed", "Slow")]
public sealed class OutageTests(SiloFixture silo)
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task ADatabaseThatIsAwayAtStartIsWaitedFor()
    {
        await using var postgres = await TemporaryPostgres.Start();
        await postgres.Stop();
        await using var app = silo.Build(Settings(postgres));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = silo.Client(app);
        var watcher = new ApiClient(http, null);
        (await watcher.Get("/alive")).Is(200);
        Assert.False(string.IsNullOrEmpty((await watcher.Get("/health")).Is(503)["trouble"]));
        var town = new TestTenant(TenantId.Parse("saint-aubin"), http, silo.Secret);
        Assert.NotNull((await town.Program.Calls("ada@exemple.fr")).Refuses(503, "starting").Headers.RetryAfter);

        await postgres.Restart();
        await Until(async () => (int)(await watcher.Get("/health")).Status == 200);
        town = await silo.Town(app.Services, http, "saint-aubin");
        (await town.Program.Calls("ada@exemple.fr")).Is(201);
    }

    [Fact]
    public async Task ADatabaseThatGoesDownCostsNothingThatWasAnsweredAndNothingTwice()
    {
        await using var postgres = await TemporaryPostgres.Start();
        await using var app = silo.Build(Settings(postgres));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = silo.Client(app);
        var town = await silo.Town(app.Services, http, "saint-aubin");
        var before = (await town.Program.Calls("ada@exemple.fr", "Avant", key: "before")).Is(201);

        await postgres.Stop();
        Assert.NotNull((await town.Program.Calls("ada@exemple.fr", "Pendant", key: "during")).Refuses(503, "journal-unavailable").Headers.RetryAfter);
        (await town.Program.Calls("bob@exemple.fr", "Pendant", key: "other")).Refuses(503, "journal-unavailable");
        (await town.Program.Get($"/api/citizens/{before["citizen"]}/history")).Refuses(503, "journal-unavailable");
        (await town.Program.Get("/api/requests")).Refuses(503, "journal-unavailable");
        await Until(async () => (int)(await new ApiClient(http, null).Get("/health")).Status == 503);

        await postgres.Restart();
        await Until(async () => (int)(await town.Program.Calls("ada@exemple.fr", "Pendant", key: "during")).Status == 201);
        Assert.Equal(before.Text, (await town.Program.Calls("ada@exemple.fr", "Avant", key: "before")).Is(201).Text);
        var history = (await town.Program.Get($"/api/citizens/{before["citizen"]}/history")).Is(200).Items;
        Assert.Equal(["Avant", "Pendant"], history.Select(item => item.GetProperty("subject").GetString()));
        Assert.Equal("1", (await town.Program.Calls("bob@exemple.fr", "Pendant", key: "other")).Is(201)["version"]);
    }

    static Dictionary<string, string?> Settings(TemporaryPostgres postgres) => new()
    {
        ["Journal:Provider"] = "Postgres", ["Journal:ConnectionString"] = postgres.ConnectionString,
        ["Journal:MasterKey"] = Convert.ToBase64String(new byte[32]),
    };

    static async Task Until(Func<Task<bool>> fact)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        while (!await fact())
            await Task.Delay(50, timeout.Token);
    }
}
