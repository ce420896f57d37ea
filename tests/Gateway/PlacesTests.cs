using Microsoft.Extensions.Time.Testing;
using Platform.Gateway.Admission;

namespace Platform.Tests.Gateway;

public sealed class PlacesTests
{
    readonly FakeTimeProvider _clock = new();
    readonly AdmissionControl _places;

    public PlacesTests() => _places = new(new(), _clock);

    [Fact]
    public void ATownAloneHasAllPlaces() => Assert.Equal(_places.Limit, Fill(new()));

    [Fact]
    public void ASurgeTakesTheSharedHalfAndLeavesEachNeighbourItsOwn()
    {
        var (surge, one, other) = (new TenantShare(), new TenantShare(), new TenantShare());
        foreach (var town in (TenantShare[])[surge, one, other])
            _places.Release(town, _places.TryAcquire(town, Now), null, Now);
        var own = _places.Limit / 6;
        Assert.Equal(_places.Limit - (2 * own), Fill(surge), 2.0);
        Assert.True(_places.ExceedsFairShare(surge));
        Assert.Equal(own, Fill(one));
        Assert.Equal(own, Fill(other));
        Assert.False(_places.ExceedsFairShare(other));
    }

    [Fact]
    public void WhereItsNeighboursWaitASurgeHasFewPlacesAndIsToldThatItIsTooMany()
    {
        var (surge, other) = (new TenantShare(), new TenantShare());
        AskWhileAnotherWaits(surge, other, timesATenth: 400);
        Assert.InRange(Fill(surge), 1, _places.Limit / 100);
        Assert.True(_places.ExceedsFairShare(surge));
        Assert.NotEqual(Permit.None, _places.TryAcquire(other, Now));
    }

    [Fact]
    public void ATownInADeclaredCrisisTakesTheSharedHalfEvenWhereItsNeighboursWait()
    {
        var (flooded, other) = (new TenantShare { InCrisis = true }, new TenantShare());
        AskWhileAnotherWaits(flooded, other, timesATenth: 400);
        Assert.InRange(Fill(flooded), _places.Limit / 2, _places.Limit);
        Assert.NotEqual(Permit.None, _places.TryAcquire(other, Now));
    }

    [Fact]
    public void ATownWhoseRequestsWaitForALostSiloIsNoSurge()
    {
        var (waiting, other) = (new TenantShare(), new TenantShare());
        AskWhileAnotherWaits(waiting, other, timesATenth: 40);
        Assert.InRange(Fill(waiting), _places.Limit / 4, _places.Limit);
    }

    [Fact]
    public void TownsThatFillThePlatformAlikeAreNotHeldToTheirPartsForIt()
    {
        var (one, other) = (new TenantShare(), new TenantShare());
        Answer(one, TimeSpan.FromMilliseconds(3), times: 3);
        Answer(one, TimeSpan.FromMilliseconds(30), times: 30);
        Ask(other, times: 400);
        var seats = 0;
        while (_places.TryAcquire(one, Now) is not Permit.None && _places.TryAcquire(other, Now) is not Permit.None)
            seats += 2;
        Assert.InRange(seats, _places.Limit - 2, _places.Limit);
    }

    [Fact]
    public void ATownThatFellSilentLeavesItsPlacesToTheOthers()
    {
        var (one, other) = (new TenantShare(), new TenantShare());
        _places.Release(other, _places.TryAcquire(other, Now), null, Now);
        _places.Release(one, _places.TryAcquire(one, Now), null, Now);
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(_places.Limit, Fill(one));
    }

    [Fact]
    public void APlaceThatIsLeftIsFreeAgain()
    {
        var town = new TenantShare();
        for (var i = 0; i < 3 * _places.Limit; i++)
            _places.Release(town, _places.TryAcquire(town, Now), 10, Now);
        Assert.Equal((0, 0), (_places.InFlight, town.InFlight));
        Assert.Equal(_places.Limit, Fill(town));
    }

    long Now => _clock.GetTimestamp();

    // A tenth of a second and a little each, in which enough answers come.
    void Answer(TenantShare town, TimeSpan delay, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(101));
            for (var answers = 0; answers < 40; answers++)
                _places.Release(town, _places.TryAcquire(town, Now), (long)(delay.TotalSeconds * _clock.TimestampFrequency), Now);
        }
    }

    // The other asks 40 times in each tenth of a second.
    void AskWhileAnotherWaits(TenantShare town, TenantShare other, int timesATenth)
    {
        Answer(other, TimeSpan.FromMilliseconds(3), times: 3);
        for (var tenth = 0; tenth < 30; tenth++)
        {
            Answer(other, TimeSpan.FromMilliseconds(30), times: 1);
            Ask(town, timesATenth);
        }
    }

    void Ask(TenantShare town, int times)
    {
        for (var i = 0; i < times; i++)
            _places.Release(town, _places.TryAcquire(town, Now), null, Now);
    }

    int Fill(TenantShare town)
    {
        var seats = 0;
        while (_places.TryAcquire(town, Now) is not Permit.None)
            seats++;
        return seats;
    }
}
