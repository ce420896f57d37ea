using Platform.LoadTests.Ceiling;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Generating;
using Platform.LoadTests.Journeys;
using Platform.LoadTests.Replay;

namespace Platform.Tests.Measuring;

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
    public async Task WhatMakesNoSenseIsRefusedWithASentence(string sentence, params string[] words)
    {
        Assert.Equal(2, await Run(words));
        Assert.Contains(sentence, progress.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("--help", progress.ToString().Trim(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    [Fact] public async Task HelpTellsEveryJourneyAndOption()
    {
        Assert.Equal(0, await Run("--help"));
        var journeys = new IJourney[] { new ReplayJourney(), new CeilingJourney() };
        foreach (var name in journeys.SelectMany(journey => journey.Options.Select(option => option.Name).Append(journey.Name)))
            Assert.Contains(name, output.ToString(), StringComparison.Ordinal);
    }

    [Fact] public async Task AMissingInputIsNamedWithWhatToDo()
    {
        Assert.Equal(3, await Run("replay", "--input", "/nowhere/requests.csv"));
        Assert.Contains("/nowhere/requests.csv", progress.ToString(), StringComparison.Ordinal);
        Assert.Contains("--input FILE", progress.ToString(), StringComparison.Ordinal);
    }

    [Fact] public void TheLastLineIsJsonWithTheAgreedMembersFirst() => Assert.StartsWith(
        """{"journey":"ceiling","acknowledged":1000,"perSecond":500,"p50Ms":""", Some(default).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("lost"), InlineData("duplicated"), InlineData("gaps"), InlineData("foreign"), InlineData("p99Ms"), InlineData("edgePerSecond")]
    [InlineData("diskPerSecond"), InlineData("batchPerSecond"), InlineData("sqlitePerSecond"), InlineData("edgeRatio"), InlineData("diskRatio")]
    public void TheLineHasEveryAgreedMember(string member) => Assert.Contains($"\"{member}\":", Some(default).ToString(), StringComparison.Ordinal);

    [Fact] public void ARunHoldsOnlyWhereNothingWasBrokenAndEverythingAnswered()
    {
        Assert.True(Some(default).Held);
        Assert.False((Some(default) with { Unanswered = 1 }).Held);
        Assert.False((Some(default) with { Acknowledged = 0 }).Held);
        Assert.False(Some(new() { Lost = 1 }).Held);
        Assert.False(Some(new() { Split = 1 }).Held);
    }

    static Result Some(Verdict verdict) => Result.Of("ceiling", 1000, verdict, 500, new Histogram()) with
    {
        EdgePerSecond = 1, DiskPerSecond = 2, BatchPerSecond = 3, SqlitePerSecond = 4, EdgeRatio = 5, DiskRatio = 6,
    };

    Task<int> Run(params string[] words) => new CommandLine([new ReplayJourney(), new CeilingJourney()], output, progress).Run(words);
}
