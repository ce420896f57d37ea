using Platform.Grains.EventSourcing;
using Platform.LoadTests;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Journeys.Ceiling;
using Platform.LoadTests.Journeys.CommandLine;
using Platform.LoadTests.Load.Measurements;

namespace Platform.Tests.LoadTests;

public sealed class CommandLineTests
{
    readonly StringWriter output = new();
    readonly StringWriter progress = new();

    [Theory]
    [InlineData("'walk'", "walk")]
    [InlineData("'--fast'", "replay", "--fast")]
    [InlineData("'--input' needs a value: --input FILE", "replay", "--input")]
    [InlineData("'--input' needs a value: --input FILE", "replay", "--input", "--kill")]
    [InlineData("'--seed' takes a whole number", "replay", "--seed", "-1")]
    [InlineData("'--rounds' takes a whole number from 1", "ceiling", "--rounds", "0")]
    [InlineData("'--target' takes an address", "replay", "--target", "localhost")]
    [InlineData("'tape' is none of them", "ceiling", "--only", "contacts,tape")]
    [InlineData("'--connections' takes whole numbers from 1 to 10000, such as 1,2,4; '0' is none.", "ceiling", "--connections", "1,0")]
    [InlineData("'--connections' takes whole numbers from 1 to 10000, such as 1,2,4; '' is none.", "ceiling", "--connections", "1,,2")]
    [InlineData("'--silos' takes whole numbers from 1 to 20, such as 1,2,4; 'two' is none.", "scale-out", "--silos", "1,two")]
    public async Task InvalidArgumentsAreRefusedWithASentence(string sentence, params string[] words)
    {
        Assert.Equal(2, await Run(words));
        Assert.Contains(sentence, progress.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("--help", progress.ToString().Trim(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    [Theory]
    [InlineData("128", 128)]
    [InlineData("1,2,8,32,128", 1, 2, 8, 32, 128)]
    [InlineData("8,1,8", 8, 1)]
    public void SeveralConnectionsAreMeasuredInTheOrderGiven(string value, params int[] steps) => Assert.Equal(
        steps, OptionValues.Parse(new CeilingJourney().Options, ["--connections", value]).Numbers("--connections", 1, 10_000));

    [Fact] public async Task HelpListsEveryJourneyAndOption()
    {
        Assert.Equal(0, await Run("--help"));
        foreach (var name in JourneyCatalog.All.SelectMany(journey => journey.Options.Select(option => option.Name).Append(journey.Name)))
            Assert.Contains(name, output.ToString(), StringComparison.Ordinal);
    }

    [Fact] public async Task AMissingInputIsReportedWithItsOption()
    {
        Assert.Equal(3, await Run("replay", "--input", "/nowhere/requests.csv"));
        Assert.Contains("/nowhere/requests.csv", progress.ToString(), StringComparison.Ordinal);
        Assert.Contains("--input FILE", progress.ToString(), StringComparison.Ordinal);
    }

    [Fact] public void TheLastLineIsJsonWithTheAgreedMembersFirst() => Assert.StartsWith(
        """{"journey":"ceiling","acknowledged":1000,"perSecond":500,"p50Ms":""", Some(default).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("lost"), InlineData("duplicated"), InlineData("gaps"), InlineData("foreign"), InlineData("p99Ms"), InlineData("edgePerSecond")]
    [InlineData("seconds"), InlineData("linearity"), InlineData("othersP99Growth"), InlineData("goodputRatio"), InlineData("admittedP99Ms")]
    [InlineData("recoveryMedianMs"), InlineData("recoveryP99Ms"), InlineData("passed"), InlineData("failed"), InlineData("notRun")]
    [InlineData("diskPerSecond"), InlineData("batchPerSecond"), InlineData("sqlitePerSecond"), InlineData("edgeRatio"), InlineData("diskRatio")]
    public void TheLineHasEveryAgreedMember(string member) => Assert.Contains($"\"{member}\":", Some(default).ToString(), StringComparison.Ordinal);

    [Fact] public void ARunHoldsOnlyWithoutViolationsAndUnanswered()
    {
        Assert.True(Some(default).Held);
        Assert.False((Some(default) with { Unanswered = 1 }).Held);
        Assert.False((Some(default) with { Acknowledged = 0 }).Held);
        Assert.False((Some(default) with { Failed = ["silo-kill"] }).Held);
        Assert.True((Some(default) with { NotRun = ["clock-jumps"] }).Held);
        Assert.False(Some(new() { Lost = 1 }).Held);
        Assert.False(Some(new() { Split = 1 }).Held);
    }

    static JourneyResult Some(Verdict verdict) => JourneyResult.Create("ceiling", 1000, verdict, 500, new Histogram()) with
    {
        EdgePerSecond = 1, DiskPerSecond = 2, BatchPerSecond = 3, SqlitePerSecond = 4, EdgeRatio = 5, DiskRatio = 6,
        Seconds = 7, Linearity = 8, OthersP99Growth = 9, GoodputRatio = 10, AdmittedP99Ms = 11, RecoveryMedianMs = 12, RecoveryP99Ms = 13,
        Passed = [], Failed = [], NotRun = [],
    };

    Task<int> Run(params string[] words) => new JourneyRunner(JourneyCatalog.All, output, progress).Run(words);
}
