using System.Text.Json;
using Platform.Grains.EventSourcing;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Journeys.Replay;

namespace Platform.Tests.LoadTests;

public sealed class ReplayTests : IDisposable
{
    const int Contacts = 150;

    readonly string input = Path.GetTempFileName();
    readonly StringWriter output = new();
    readonly StringWriter progress = new();

    public ReplayTests() => File.WriteAllLines(input,
    [
        "unique_key,agency,complaint_type,descriptor,incident_address,city,resolution_description",
        .. Enumerable.Range(0, Contacts).Select(number => $"{number},DSNY,Noise,\"Loud, late\",{number} MAIN STREET,BRONX,Soon."),
    ]);

    public void Dispose() => File.Delete(input);

    [Fact] public async Task AnHonestPlatformHoldsThroughItsOutages()
    {
        await using var platform = await FakePlatform.Start(Bug.None);
        var line = await Replay(0, "--target", platform.Address);
        Assert.Equal(Contacts, line.GetProperty("acknowledged").GetInt32());
    }

    [Theory]
    [InlineData(Bug.AcknowledgesWhatItForgets, "lost")]
    [InlineData(Bug.IgnoresTheKey, "duplicated")]
    [InlineData(Bug.SkipsAVersion, "gaps")]
    [InlineData(Bug.ReadsForAnyTenant, "foreign")]
    [InlineData(Bug.MixesTenants, "foreign")]
    [InlineData(Bug.OpensTwoFiles, "split")]
    [InlineData(Bug.ReadsFromAnOldCopy, "stale")]
    public async Task APlantedBugIsFoundOverHttp(Bug bug, string member)
    {
        await using var platform = await FakePlatform.Start(bug);
        var line = await Replay(1, "--target", platform.Address);
        Assert.True(line.GetProperty(member).GetInt32() > 0, line.ToString());
    }

    [Fact] public async Task AStoppedReplayResumesAndCountsNothingTwice()
    {
        var state = input + ".state";
        await using var platform = await FakePlatform.Start(Bug.None);
        try
        {
            await Replay(0, "--target", platform.Address, "--state", state);
            // As if it had been killed before the last 50 receipts were written down.
            var receipts = await File.ReadAllLinesAsync(state, TestContext.Current.CancellationToken);
            await File.WriteAllLinesAsync(state, receipts[..^50], TestContext.Current.CancellationToken);
            var line = await Replay(0, "--target", platform.Address, "--state", state);
            Assert.Equal(Contacts, line.GetProperty("acknowledged").GetInt32());
            Assert.Contains("answered before", progress.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(state);
        }
    }

    async Task<JsonElement> Replay(int exit, params string[] options)
    {
        var ended = await new JourneyRunner([new ReplayJourney()], output, progress).Run(
            ["replay", "--input", input, "--concurrency", "8", .. options]);
        Assert.True(exit == ended, $"exit {ended}\n{progress}\n{output}");
        return JsonDocument.Parse(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
    }
}
