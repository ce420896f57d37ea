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
    public void ASurgeTakesTheSharedHalfAndLeavesEachNeighbourItsOwn()
    {
        var (surge, one, other) = (new Share(), new Share(), new Share());
        foreach (var town in (Share[])[surge, one, other])
            _places.Leave(town, _places.Enter(town, Now), null, Now);
        var own = _places.Limit / 6;
        Assert.Equal(_places.Limit - (2 * own), Fill(surge), 2.0);
        Assert.True(_places.HasItsPart(surge));
        Assert.Equal(own, Fill(one));
        Assert.Equal(own, Fill(other));
        Assert.False(_places.HasItsPart(other));
    }

    [Fact]
    public void ATownThatFellSilentLeavesItsPlacesToTheOthers()
    {
        var (one, other) = (new Share(), new Share());
        _places.Leave(other, _places.Enter(other, Now), null, Now);
        _places.Leave(one, _places.Enter(one, Now), null, Now);
        _clock.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(_places.Limit, Fill(one));
    }

    [Fact]
    public void APlaceThatIsLeftIsFreeAgain()
    {
        var town = new Share();
        for (var i = 0; i < 3 * _places.Limit; i++)
            _places.Leave(town, _places.Enter(town, Now), 10, Now);
        Assert.Equal((0, 0), (_places.UnderWay, town.Taken));
        Assert.Equal(_places.Limit, Fill(town));
    }

    long Now => _clock.GetTimestamp();

    int Fill(Share town)
    {
        var seats = 0;
        while (_places.Enter(town, Now) is not Seat.None)
            seats++;
        return seats;
    }
}
