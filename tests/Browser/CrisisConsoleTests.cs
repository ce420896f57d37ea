using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Platform.Grains.EventSourcing;
using Platform.LoadTests.Journeys.Crisis;
using Platform.LoadTests.Load;
using Platform.LoadTests.Load.Arrivals;
using Platform.LoadTests.Load.Contacts;
using Platform.LoadTests.Platforms;
using static Microsoft.Playwright.Assertions;

namespace Platform.Tests.Browser;

/// <summary>The console in the worst hour: real processes on PostgreSQL, the contacts of a crisis, a silo that is killed and one that joins.</summary>
/// <remarks>Makes pictures where that is asked for, as <see cref="AccessibilityTests"/> does.</remarks>
[Collection("pages"), Trait("Speed", "Slow")]
public sealed class CrisisConsoleTests(BrowserFixture town)
{
    const string Tenant = "saint-aubin";
    // A day in less than two minutes, 60 contacts a second in the mean: little for two cores that also draw two consoles.
    const int ContactsOfADay = 6_000;
    const double Faster = 864;

    [Fact]
    public async Task InACrisisTheConsoleShowsTheSiloThatDiesTheOneThatJoinsAndTheContactsThatGoOn()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var cluster = await ClusterOnPostgres.Start(new(Silos: 3, Gateways: 2) { SiloSettings = PatientProbes }, end.Token);
        var system = new SystemUnderTest(cluster, Guid.NewGuid().ToString("N")[..8], citizens: 2_000, connections: 24);
        var seen = new TaskCompletionSource();
        var days = new Days(() => new(ContactsOfADay, HourProfile.CrisisDay, system.Population, 0.3, system.NextRandom(), Faster), seen.Task);
        var port = cluster.Address.Port;
        IPage[] consoles = [await town.SignIn(Tenant, "Alex Martin", width: 1280, port: port), await town.SignIn(Tenant, "Alex Martin", width: 390, port: port)];
        // Three silos compile their first pages while they take the first contacts: half a minute was not enough on two cores.
        foreach (var console in consoles)
            console.SetDefaultNavigationTimeout(90_000);
        await Order(consoles[0], "announce&perDay=400000&peak=4", "Annoncer cette charge");
        await Order(consoles[0], "declare-crisis&subject=" + Tenant, "Passer en mode crise");
        var crisis = system.Send("crisis", system.CreateTraffic(days, new TrafficResults()), end.Token);
        try
        {
            await See(consoles, "crisis-1-before", silos: 3, async console =>
            {
                await Expect(console.Locator(".spans tbody tr").Nth(2)).ToBeVisibleAsync(new() { Timeout = 90_000 });
                await Expect(console.Locator("#advice .advised")).ToContainTextAsync("3 silos conseillés");
                await Expect(console.Locator("#advice")).Not.ToContainTextAsync("pas assez de mesures");
                await Expect(console.Locator("#advice .why")).ToContainTextAsync("400 000 par jour");
            });

            await cluster.Silos[1].Kill();
            await See(consoles, "crisis-2-silo-killed", silos: 2, async console =>
            {
                await Expect(console.Locator("#nodes tbody tr").Filter(new() { HasText = "Perdu" })).ToHaveCountAsync(1);
                await Expect(console.Locator(".concerns")).ToContainTextAsync("est perdu");
                await Expect(console.Locator(".concerns")).ToContainTextAsync("Moins de silos que conseillé : 3");
            });

            await cluster.AddSilo(end.Token);
            await See(consoles, "crisis-3-silo-joined", silos: 3, async console =>
            {
                var joined = console.Locator("#nodes tbody tr").Filter(new() { HasText = "silo-3" });
                await Expect(joined).ToContainTextAsync("En service");
                // Citizens live on it already.
                await Expect(joined.Locator("td").Nth(3)).Not.ToHaveTextAsync("0");
                await Expect(console.Locator(".concerns")).Not.ToContainTextAsync("Moins de silos que conseillé");
                await Expect(console.Locator(".concerns .soon")).ToContainTextAsync(["est perdu"]);
            });
            seen.SetResult();
            await crisis;
        }
        finally
        {
            await end.CancelAsync();
        }
        Assert.True((await system.Verify(TextWriter.Null, TestContext.Current.CancellationToken)).Held);
        Assert.Equal(0, system.Unanswered);
    }

    // Two cores carry silos, database, load and two browsers here: a silo that is only slow is not to be declared dead.
    static Dictionary<string, string> PatientProbes => new() { ["Cluster__ProbeMs"] = "2000" };

    static async Task See(IPage[] consoles, string name, int silos, Func<IPage, Task> facts)
    {
        foreach (var console in consoles)
        {
            await console.GotoAsync("/operations");
            await Expect(console.Locator(".state-head")).ToContainTextAsync($"{silos} silos · 2 passerelles");
            await facts(console);
            await Expect(console.Locator(".tiles div").Filter(new() { HasText = "Contacts enregistrés" }).Locator("dd")).ToHaveTextAsync(new Regex("^[1-9]"));
            await AccessibilityTests.Check(console, name, Tenant, console.ViewportSize!.Width);
        }
    }

    static async Task Order(IPage console, string order, string button)
    {
        await console.GotoAsync("/operations/order?kind=" + order);
        await console.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Expect(console.GetByRole(AriaRole.Status).Filter(new() { HasText = "C’est fait" })).ToBeVisibleAsync();
    }

    /// <summary>One day after the other, until somebody has seen enough.</summary>
    sealed class Days(Func<DayArrivals> nextDay, Task enough) : IArrivals
    {
        DayArrivals today = nextDay();

        public bool Ended => enough.IsCompleted;

        public bool TryNext(out Arrival arrival)
        {
            if (today.Ended)
                today = nextDay();
            return today.TryNext(out arrival) && !Ended;
        }
    }
}
