using System.Text.RegularExpressions;
using Platform.Gateway.Contracts.Telemetry;
using Platform.Grains.EventSourcing;
using Platform.Tests.Architecture;
using Platform.Tests.Gateway;
using Platform.Tests.Web.Api;

namespace Platform.Tests.Telemetry;

/// <summary>What a dashboard or a rule reads is really there.</summary>
[Collection(SiloCollection.Name)]
public sealed partial class DashboardTests(SiloFixture silo)
{
    static readonly string[] Papers = ["deploy/grafana/platform.json", "deploy/prometheus/alerts.yml", "docs/signals.md"];

    [Fact]
    public async Task EveryMetricThatIsNamedIsExported()
    {
        await using var gateway = await GatewayUnderTest.Start();
        await gateway.WaitForTenants("saint-aubin");
        await gateway.Echo("saint-aubin.localhost");
        var town = await silo.Town();
        (await town.Program.Calls("ada@exemple.fr")).Is(201);
        HashSet<string> missing = [];
        await Eventually.Holds(async () =>
        {
            var pages = await (await gateway.Send("localhost", MetricsEndpoint.Path)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
                + (await new ApiClient(silo.Http, null).Get(MetricsEndpoint.Path)).Text;
            missing = [.. Papers.SelectMany(paper => Names().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, paper))).Select(name => name.Value))
                .Where(name => !pages.Contains("\n" + name, StringComparison.Ordinal))];
            return missing.Count == 0 || (await town.Program.Calls("ada@exemple.fr")).Status != System.Net.HttpStatusCode.Created;
        });
        Assert.Empty(missing);
    }

    [Fact]
    public void EveryRuleSaysForHowLongWhatAndWhatToDo()
    {
        var (rules, guide) = (File.ReadAllText(Path.Combine(SourceTree.Root, Papers[1])), File.ReadAllText(Path.Combine(SourceTree.Root, Papers[2])));
        var alerts = rules.Split("- alert: ")[1..];
        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert =>
        {
            var name = alert.Split('\n')[0];
            Assert.Matches("for: [0-9]+[sm]\n(.*\n)*.*severity: (warning|critical)(.*\n)*.*summary: ", alert);
            Assert.Contains($"docs/signals.md#{name.ToLowerInvariant()}", alert, StringComparison.Ordinal);
            Assert.Contains($"id=\"{name.ToLowerInvariant()}\"", guide, StringComparison.Ordinal);
        });
    }

    [GeneratedRegex("platform_[a-z0-9_]+[a-z0-9]")]
    private static partial Regex Names();
}
