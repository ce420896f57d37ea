using System.Net;
using Orleans.Runtime;

namespace Platform.Tests.Cluster;

/// <summary>Of silos that do not hear each other one side wins, and all who read the table agree which.</summary>
public sealed class QuarrelTests
{
    [Fact]
    public void WhereAllHearEachOtherNobodyGoes() => Assert.Null(Loser());

    [Theory]
    [InlineData("2>1 3>1", 1)] // nobody hears the first, which hears all
    [InlineData("1>2 1>3", 1)] // the first hears nobody, and is heard
    [InlineData("1>2 1>3 2>1 3>1", 1)]
    [InlineData("3>2 1>2", 2)]
    public void WhoIsCutOffGoesHoweverItLooksToIt(string unheard, int loser) => Assert.Equal(loser, Loser(unheard)?.Number);

    [Theory]
    [InlineData("1>2")]
    [InlineData("2>1")]
    [InlineData("1>2 2>1")]
    public void OfTwoTheYoungerGoes(string unheard) => Assert.Equal(2, Loser(unheard)?.Number);

    [Fact]
    public void WhoWasCondemnedAlreadyQuarrelsNoMore() => Assert.Null(Loser("1>2", condemned: 2));

    [Fact]
    public void ItIsNotJudgedBeforeAllHaveSpoken() => Assert.Null(new Quarrels(TimeSpan.FromMinutes(1)).Loser(Rows("1>2", 0)));

    static SiloRow? Loser(string unheard = "", int condemned = 0) => new Quarrels(TimeSpan.Zero).Loser(Rows(unheard, condemned));

    // "1>2": the first does not hear the second.
    static List<SiloRow> Rows(string unheard, int condemned) => [.. Enumerable.Range(1, 3).Select(number => new SiloRow(
        At(number), number, "", "", SiloStage.Active, 0, 0, TimeSpan.FromSeconds(1),
        [.. unheard.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(pair => pair[0] - '0' == number).Select(pair => At(pair[2] - '0'))],
        number == condemned, false))];

    static SiloAddress At(int number) => SiloAddress.New(IPAddress.Loopback, number, 1);
}
