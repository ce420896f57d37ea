using Microsoft.AspNetCore.Http;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Tests.Grains.EventSourcing;
using Platform.Web.Theme;

namespace Platform.Tests.Web.Theme;

/// <summary>A moment is told in the town's own time, and the hour that comes twice says which one it is.</summary>
public sealed class MomentTests
{
    [Theory]
    [InlineData("Europe/Paris", "2026-10-25T00:30:00Z", "25 octobre 2026, 02:30 (heure d’été)")]
    [InlineData("Europe/Paris", "2026-10-25T01:10:00Z", "25 octobre 2026, 02:10 (heure d’hiver)")]
    [InlineData("Europe/Paris", "2026-10-25T02:00:00Z", "25 octobre 2026, 03:00")]
    [InlineData("Europe/Paris", "2026-10-24T23:59:00Z", "25 octobre 2026, 01:59")]
    [InlineData("Europe/Paris", "2026-03-29T01:10:00Z", "29 mars 2026, 03:10")]
    [InlineData("Indian/Reunion", "2026-10-25T00:30:00Z", "25 octobre 2026, 04:30")]
    [InlineData("America/Miquelon", "2026-11-01T03:30:00Z", "1 novembre 2026, 01:30 (heure d’été)")]
    [InlineData("America/Miquelon", "2026-11-01T04:30:00Z", "1 novembre 2026, 01:30 (heure d’hiver)")]
    public void AMomentSaysWhichOfTwoHoursItIs(string zone, string at, string told)
    {
        var context = new DefaultHttpContext();
        var settings = Samples.SaintAubin with { Calendar = Calendar.Default with { TimeZone = zone } };
        context.Features.Set(new TenantView(TenantId.Parse("saint-aubin"), 1, settings, []));
        var presenter = new PagePresenter(new HttpContextAccessor { HttpContext = context }, TimeProvider.System);
        Assert.Equal(told, presenter.Moment(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)));
    }
}
