using Platform.Gateway;

namespace Platform.Tests.Gateway;

public sealed class PlacesTests
{
    readonly ManualClock _clock = new();
    readonly Places _places;

    public PlacesTests() => _places = new(new(), _clock);

    [Fact]
    public void ATownAloneHasAllPlaces() => Assert.Equal(_places.Limit, Fill(new()));

    [Fact]
    public void ASurgeFillsHalfOfThePlacesAndEachNeighbourStillHasAnEqualPart()
    {
        var (surge, one, other) = (new Share(), new Share(), new Share());
        foreach (var town in (Share[])[surge, one, other])
        {
            Assert.True(_places.TryEnter(town, Now));
            _places.Leave(town, null, Now);
        }
        Assert.Equal(_places.Limit / 2, Fill(surge));
        Assert.Equal(_places.Limit / 3, Fill(one));
        Assert.Equal(_places.Limit / 3, Fill(other));
        Assert.True(_places.AreSharedByMany);
    }

    [Fact]
    public void WhoCameLateHasAnEqualPartAllTheSame()
    {
        var (early, late) = (new Share(), new Share());
        Assert.Equal(_places.Limit, Fill(early));
        Assert.Equal(_places.Limit / 2, Fill(late));
        Assert.False(_places.TryEnter(early, Now));
    }

    [Fact]
    public void ATownThatFellSilentLeavesItsPlacesToTheOthers()
    {
        var (one, other) = (new Share(), new Share());
        foreach (var town in (Share[])[one, other])
        {
            Assert.True(_places.TryEnter(town, Now));
            _places.Leave(town, null, Now);
        }
        _clock.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(_places.Limit, Fill(one));
    }

    [Fact]
    public void APlaceThatIsLeftIsFreeAgain()
    {
        var town = new Share();
        for (var i = 0; i < 3 * _places.Limit; i++)
        {
            Assert.True(_places.TryEnter(town, Now));
            _places.Leave(town, 10, Now);
        }
        Assert.Equal((0, 0), (_places.UnderWay, town.Taken));
        Assert.Equal(_places.Limit, Fill(town));
    }

    long Now => _clock.GetTimestamp();

    int Fill(Share town)
    {
        var seats = 0;
        while (_places.TryEnter(town, Now))
            seats++;
        return seats;
    }
}
