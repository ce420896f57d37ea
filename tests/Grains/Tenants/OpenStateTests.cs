using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenants;

namespace Platform.Tests.Grains.Tenants;

/// <summary>Open or closed is said by the town's own clock and calendar.</summary>
public sealed class OpenStateTests
{
    static readonly OpeningHours[] Hours =
        [.. Enumerable.Range(1, 5).SelectMany(day => new OpeningHours[] { new((DayOfWeek)day, new(8, 30), new(12, 0)), new((DayOfWeek)day, new(13, 30), new(17, 0)) })];

    static readonly Calendar Calendar = Calendar.Default with { Closed = [new(2026, 12, 25)] };

    [Fact]
    public void OpenUntilTheMorningEnds() => Assert.Equal(new TimeOnly(12, 0), At("2026-11-23T10:00+01:00").Until);

    // Noon in Paris is 11 o'clock in UTC: the server's own zone has no say.
    [Fact]
    public void TheTownsClockDecides() => Assert.True(At("2026-11-23T10:59:59Z").Open);

    [Fact]
    public void ClosedAtTheStrokeOfNoon()
    {
        var state = At("2026-11-23T12:00+01:00");
        Assert.False(state.Open);
        Assert.Equal((new(2026, 11, 23), new(13, 30)), (state.NextDay!.Value, state.NextFrom!.Value));
    }

    [Fact]
    public void OnFridayEveningTheNextIsMonday() => Assert.Equal(new DateOnly(2026, 11, 23), At("2026-11-20T18:00+01:00").NextDay);

    [Fact]
    public void APublicHolidayIsPassedOver() => Assert.Equal(new DateOnly(2026, 12, 28), At("2026-12-24T18:00+01:00").NextDay);

    [Fact]
    public void SummerTimeIsFollowed() => Assert.True(At("2026-07-06T06:30Z").Open);

    [Fact]
    public void WithoutHoursItIsClosedAndPromisesNothing()
    {
        var state = OpenState.At([], Calendar, DateTimeOffset.Parse("2026-11-23T10:00Z", null));
        Assert.False(state.Open);
        Assert.Null(state.NextDay);
    }

    static OpenState At(string moment) => OpenState.At(Hours, Calendar, DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture));
}
