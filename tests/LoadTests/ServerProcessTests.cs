using System.Text.Json;
using Platform.Grains.EventSourcing;
using Platform.LoadTests;
using Platform.LoadTests.Environments;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Platforms;

namespace Platform.Tests.LoadTests;

/// <summary>The platform's programs as processes, killed in the middle of a replay: nothing lost, nothing duplicated.</summary>
[Trait("Speed", "Slow"), Collection(nameof(Standalone.Alone))]
public sealed class ServerProcessTests : IDisposable
{
    readonly string input = Path.GetTempFileName();
    readonly StringWriter output = new();
    readonly StringWriter progress = new();

    public ServerProcessTests() => File.WriteAllLines(input,
    [
        "unique_key,agency,complaint_type,descriptor,incident_address,city,resolution_description",
        .. Enumerable.Range(0, 60).Select(number => $"{number},DSNY,Noise,\"Loud, late\",{number} MAIN STREET,BRONX,Soon."),
    ]);

    public void Dispose() => File.Delete(input);

    [Theory]
    [InlineData("--standalone")]
    [InlineData("--standalone", "--kill")]
    [InlineData]
    [InlineData("--kill")]
    public async Task AReplayLosesNothingWhateverIsKilled(params string[] options)
    {
        var line = await Run(["replay", "--input", input, "--concurrency", "4", .. options]);
        Assert.Equal(60, line.GetProperty("acknowledged").GetInt32());
        Assert.Equal(options.Contains("--kill"), progress.ToString().Contains("kill -9 after", StringComparison.Ordinal));
    }

    [Fact] public async Task ASupervisorRestartsWhatEndsByItselfAndNothingElse()
    {
        var folder = Directory.CreateTempSubdirectory("supervised").FullName;
        await using var server = await ServerProcess.Start("Standalone", new Dictionary<string, string>(), TestContext.Current.CancellationToken,
            port => ["--port", $"{port}", "--data", folder], name: "supervised");
        await using (var supervisor = new Supervisor([server]))
        {
            var first = server.ProcessId;
            ProcessTree.Kill(first);
            await Until(() => supervisor.Ends.Count == 1 && server.IsRunning && server.ProcessId != first);
            await Until(async () => await server.IsHealthy(TestContext.Current.CancellationToken));
            Assert.Equal((server, 128 + 9), (supervisor.Ends[0].Server, supervisor.Ends[0].ExitCode));

            await server.Kill();
            await server.Restart(TestContext.Current.CancellationToken);
            Assert.Equal((1, false, null), (supervisor.Ends.Count, server.IsRunning, server.EndedByItselfWith));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact] public async Task ACeilingReportsEveryFigure()
    {
        var line = await Run("ceiling", "--rounds", "1", "--seconds", "3", "--connections", "1,8", "--citizens", "50");
        foreach (var figure in new[] { "perSecond", "edgePerSecond", "batchPerSecond", "sqlitePerSecond", "diskPerSecond", "edgeRatio", "diskRatio" })
            Assert.True(line.GetProperty(figure).GetDouble() > 0, $"{figure}\n{progress}");
        Assert.Equal([1, 8], line.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("connections").GetInt32()));
        Assert.All(line.GetProperty("steps").EnumerateArray(), step => Assert.True(step.GetProperty("perSecond").GetDouble() > 0, $"{progress}"));
    }

    [Fact] public async Task AFootprintReportsMemoryAndDisk()
    {
        var line = await Run("footprint", "--people", "2000");
        Assert.InRange(line.GetProperty("heapPerCitizen").GetInt64(), 500, 4_096);
        foreach (var figure in new[] { "residentPerCitizen", "diskFirstContact", "diskContact", "logFirstContact", "logContact" })
            Assert.True(line.TryGetProperty(figure, out _), figure);
    }

    static Task Until(Func<bool> fact) => Until(() => Task.FromResult(fact()));

    static async Task Until(Func<Task<bool>> fact)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); !await fact(); await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "It did not happen within a minute.");
    }

    async Task<JsonElement> Run(params string[] words)
    {
        var exit = await new JourneyRunner(JourneyCatalog.All, output, progress).Run(words);
        Assert.True(exit == 0, $"exit {exit}\n{progress}\n{output}");
        return JsonDocument.Parse(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
    }
}
