using Platform.Gateway.Admission;

namespace Platform.Tests.Gateway;

public sealed class SurgeTests
{
    const double Calm = 0.003;
    const int Least = 10, All = 160;

    readonly NoisyNeighbourLimit _surge = new();

    [Fact]
    public void WhileNobodyFeelsItASurgeMayTakeAllThereIs()
    {
        Learn(Calm, times: 100);
        Assert.Equal(All, _surge.Value);
    }

    [Fact]
    public void WhereTheNeighboursFeelItItIsLeftTheLeast()
    {
        Learn(Calm, times: 100);
        Learn(1.7 * Calm, times: 20);
        Assert.Equal(Least, _surge.Value);
    }

    [Fact]
    public void AsSoonAsTheyAreWellAgainItMayHaveMore()
    {
        Learn(Calm, times: 100);
        Learn(5 * Calm, times: 20);
        Learn(1.5 * Calm, times: 50);
        Assert.InRange(_surge.Value, 5 * Least, All);
    }

    [Fact]
    public void ADatabaseThatStaysSlowIsTheNewCalmWithinMinutes()
    {
        Learn(Calm, times: 100);
        Learn(0.2, times: 2 * 60 * 10);
        Assert.InRange(_surge.Value, 5 * Least, All);
    }

    [Fact]
    public void ASurgeThatGoesOnForAnHourIsFeltNoMoreThanInItsFirstMinute()
    {
        Learn(Calm, times: 100);
        var delay = Calm;
        for (var tenth = 0; tenth < 60 * 60 * 10; tenth++)
            _surge.Update(delay = Calm + (_surge.Value * 0.0002), Least, All);
        Assert.InRange(delay, Calm, 3 * Calm);
    }

    // A tenth of a second each.
    void Learn(double delay, int times)
    {
        for (var i = 0; i < times; i++)
            _surge.Update(delay, Least, All);
    }
}
