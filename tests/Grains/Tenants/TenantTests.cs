using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Grains.Tenants;
using Platform.Tests.Grains.EventSourcing;

namespace Platform.Tests.Grains.Tenants;

/// <summary>What an authority may set about itself.</summary>
public class TenantTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    static readonly TenantSettings Commune = Samples.SaintAubin;
    static readonly Service Registry = Commune.Services[0];

    [Fact]
    public void ACommuneIsUnderItsEpci()
    {
        Assert.Null(Refused(Commune, TenantKind.Epci));
        Assert.Equal("parent", Refused(Commune, null));
        Assert.Equal("parent", Refused(Commune, TenantKind.Departement));
        Assert.Null(Refused(Commune with { Kind = TenantKind.Epci }, TenantKind.Departement));
        Assert.Equal("parent", Refused(Commune with { Kind = TenantKind.Departement }, TenantKind.Departement));
        Assert.Null(Refused(Commune with { Parent = null }, null));
    }

    [Theory]
    [InlineData("#1d4f91", "#b34000", null)]
    [InlineData("#767676", "#949494", null)]
    [InlineData("#777777", "#b34000", "brand.primary")]
    [InlineData("#ffcc00", "#b34000", "brand.primary")]
    [InlineData("#1d4f91", "#959595", "brand.accent")]
    [InlineData("#1D4F91", "#b34000", "brand.primary")]
    [InlineData("red", "#b34000", "brand.primary")]
    [InlineData("#1d4f91;background:url(//x)", "#b34000", "brand.primary")]
    [InlineData("#1d4f91", "</style>", "brand.accent")]
    public void ColoursAreReadable(string primary, string accent, string? member) =>
        Assert.Equal(member, Refused(Commune with { Brand = Commune.Brand with { Primary = primary, Accent = accent } }, TenantKind.Epci));

    [Theory]
    [InlineData("grc.saint-aubin.fr", null)]
    [InlineData("localhost", null)]
    [InlineData("GRC.saint-aubin.fr", "hosts")]
    [InlineData("grc.saint-aubin.fr:8080", "hosts")]
    [InlineData("*.saint-aubin.fr", "hosts")]
    [InlineData("grc..fr", "hosts")]
    [InlineData("-grc.fr", "hosts")]
    [InlineData("grc.saint-aubin.fr.", "hosts")]
    [InlineData("", "hosts")]
    public void AHostIsExact(string host, string? member) => Assert.Equal(member, Refused(Commune with { Hosts = [host] }, TenantKind.Epci));

    [Fact]
    public void TheRestIsChecked()
    {
        Assert.Equal("hosts", Refused(Commune with { Hosts = [] }, TenantKind.Epci));
        Assert.Equal("languages", Refused(Commune with { Languages = ["fr", "it"] }, TenantKind.Epci));
        Assert.Equal("languages", Refused(Commune with { Languages = [] }, TenantKind.Epci));
        Assert.Equal("services", Refused(Commune with { Services = [Registry, Registry] }, TenantKind.Epci));
        Assert.Equal("services", Refused(Commune with { Services = [Registry with { Sector = "État civil" }] }, TenantKind.Epci));
        Assert.Equal("calendar", Refused(Commune with { Calendar = Commune.Calendar with { TimeZone = "Mars/Olympus" } }, TenantKind.Epci));
        Assert.Equal("name", Refused(Commune with { Name = "" }, TenantKind.Epci));
        Assert.Equal("brand.monogram", Refused(Commune with { Brand = Commune.Brand with { Monogram = "<i>" } }, TenantKind.Epci));
        Assert.Equal("budget", Refused(Commune with { Budget = new(0, 1) }, TenantKind.Epci));
    }

    [Fact]
    public void AMachinesKeyIsAHashWithScopes()
    {
        var tenant = TenantState.Empty with { Version = 1, Settings = Commune };
        var key = new ApiKey("demo", new('a', 64), [Scopes.ContactsWrite]);
        Assert.Single(tenant.Issue(new("k", Actor.Platform, key), Now).Events);
        Assert.IsType<NotAcceptable>(tenant.Issue(new("k", Actor.Platform, key with { Hash = "demo-key" }), Now).Refusal);
        Assert.IsType<NotAcceptable>(tenant.Issue(new("k", Actor.Platform, key with { Scopes = ["everything"] }), Now).Refusal);
        Assert.IsType<NotAcceptable>(tenant.Issue(new("k", Actor.Platform, key with { Scopes = [] }), Now).Refusal);
        Assert.IsType<NoSuchTenant>(TenantState.Empty.Issue(new("k", Actor.Platform, key), Now).Refusal);

        tenant = tenant.Apply(new KeyIssued(Now, Actor.Platform, key)).Apply(new KeyIssued(Now, Actor.Platform, key with { Scopes = [Scopes.CitizensRead] }));
        Assert.Equal([Scopes.CitizensRead], Assert.Single(tenant.Keys).Scopes);
        Assert.Empty(tenant.Apply(new KeyRevoked(Now, Actor.Platform, "demo")).Keys);
    }

    [Fact]
    public void AClosedSiteIsOpenedAgainAndTheLastMessageStands()
    {
        var tenant = TenantState.Empty with { Settings = Commune };
        var closed = tenant.Apply(Assert.Single(tenant.Stop(new("s", Actor.Platform, null), Now).Events));
        Assert.Empty(closed.Stop(new("s2", Actor.Platform, null), Now).Events);
        var later = closed.Apply(Assert.Single(closed.Stop(new("s3", Actor.Platform, new("Retour à 14 h.")), Now.AddHours(1)).Events));
        Assert.Equal(new Closure(Now, new("Retour à 14 h.")), later.Closed);
        var open = later.Apply(Assert.Single(later.Resume(new("r", Actor.Platform), Now).Events));
        Assert.Null(open.Closed);
        Assert.Empty(open.Resume(new("r2", Actor.Platform), Now).Events);
        Assert.IsType<NoSuchTenant>(TenantState.Empty.Stop(new("s", Actor.Platform, null), Now).Refusal);
        Assert.IsType<NotAcceptable>(tenant.Stop(new("s", Actor.Platform, new("")), Now).Refusal);
        Assert.IsType<NotAcceptable>(tenant.Stop(new("s", Actor.Platform, new("a", De: new('x', 501))), Now).Refusal);
    }

    [Fact]
    public void ACrisisRaisesTheBudgetUntilItEnds()
    {
        var tenant = TenantState.Empty with { Settings = Commune };
        var rush = tenant.Apply(Assert.Single(tenant.Declare(new("d", Actor.Platform, 4, null), Now).Events));
        Assert.Equal(new Budget(4 * Commune.Budget.PerSecond, 4 * Commune.Budget.Concurrent), View(rush).Budget);
        Assert.Empty(rush.Declare(new("d2", Actor.Platform, 4, null), Now).Events);
        Assert.Equal(Now, rush.Apply(Assert.Single(rush.Declare(new("d3", Actor.Platform, 100, null), Now.AddHours(1)).Events)).Crisis!.Since);
        Assert.Equal(Commune.Budget, View(rush.Apply(Assert.Single(rush.End(new("e", Actor.Platform), Now).Events))).Budget);
        Assert.Empty(tenant.End(new("e", Actor.Platform), Now).Events);
        Assert.IsType<NotAcceptable>(tenant.Declare(new("d", Actor.Platform, 101, null), Now).Refusal);
        Assert.IsType<NotAcceptable>(tenant.Declare(new("d", Actor.Platform, 0, null), Now).Refusal);
    }

    static TenantView View(TenantState tenant) => new(TenantId.Parse("saint-aubin"), 1, tenant.Settings!, []) { Crisis = tenant.Crisis };

    static string? Refused(TenantSettings settings, TenantKind? parent) =>
        (TenantState.Empty.Configure(new("c", Actor.Platform, settings), parent, Now).Refusal as NotAcceptable)?.Member;
}
