using FsCheck;
using FsCheck.Fluent;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenants;
using Platform.Grains.Tenants;
using Platform.Tests.Grains.EventSourcing;

namespace Platform.Tests.Grains.Tenants;

/// <summary>Settings are set as a whole and kept as one fact for each part that changed.</summary>
public class TenantSettingsDiffTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    static readonly TenantSettings Commune = Samples.SaintAubin;

    static readonly Gen<TenantSettings> AnySettings =
        from name in Gen.Elements("Ville de Saint-Aubin", "Commune de Saint-Aubin")
        from hosts in Gen.SubListOf("a.fr", "b.fr", "c.fr")
        from ids in Gen.Shuffle(new[] { "etat-civil", "voirie", "social", "ecoles" })
        from count in Gen.Choose(0, 4)
        from purposes in Gen.Elements("Actes.", "Rues.").ArrayOf(4)
        select Commune with
        {
            Name = name, Hosts = [.. hosts],
            Services = [.. ids.Take(count).Select((id, at) => Commune.Services[0] with { Id = ServiceId.Parse(id), Purpose = new(purposes[at]) })],
        };

    [Fact]
    public void TheFactsOfAChangeMakeTheNewSettingsOfTheOld() =>
        Prop.ForAll(AnySettings.Two().ToArbitrary(), pair =>
        {
            var (before, after) = pair;
            var facts = TenantSettingsDiff.Between(before, after, Now, Actor.Platform);
            var tenant = facts.Aggregate(TenantState.Empty with { Settings = before }, static (tenant, fact) => tenant.Apply(fact));
            return Written(tenant.Settings!) == Written(after);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnAuthorityComesOntoThePlatformByTheSameFacts()
    {
        var tenant = TenantSettingsDiff.Between(null, Commune, Now, Actor.Platform).Aggregate(TenantState.Empty, static (tenant, fact) => tenant.Apply(fact));
        Assert.Equal(Written(Commune), Written(tenant.Settings!));
    }

    [Fact]
    public void WhatStaysAsItIsLeavesNoFact()
    {
        Assert.Empty(Changes(Commune));
        Assert.IsType<TenantProfileChanged>(Assert.Single(Changes(Commune with { Name = "Ville de Saint-Aubin-sur-Lys" })));
        Assert.IsType<HostsChanged>(Assert.Single(Changes(Commune with { Hosts = ["grc.saint-aubin.fr"] })));
        Assert.IsType<ServiceRemoved>(Assert.Single(Changes(Commune with { Services = [] })));
        var described = Assert.IsType<ServiceDescribed>(Assert.Single(Changes(Commune with
        {
            Services = [.. Commune.Services, Commune.Services[0] with { Id = ServiceId.Parse("voirie") }],
        })));
        Assert.Equal(("voirie", 1), (described.Service.Id.Value, described.Place));
    }

    [Fact]
    public void SettingsWrittenInOneFactAreChangedPartByPart()
    {
        var tenant = TenantState.Empty.Apply(new TenantConfigured(Now, Actor.Platform, Commune));
        Assert.Empty(tenant.Configure(new("c", Actor.Platform, Commune), TenantKind.Epci, Now).Events);
        Assert.IsType<HostsChanged>(Assert.Single(
            tenant.Configure(new("d", Actor.Platform, Commune with { Hosts = ["grc.saint-aubin.fr"] }), TenantKind.Epci, Now).Events));
    }

    static IEnumerable<TenantEvent> Changes(TenantSettings after) => TenantSettingsDiff.Between(Commune, after, Now, Actor.Platform);

    static string Written(TenantSettings settings) => System.Text.Encoding.UTF8.GetString(JournalJson.Write(settings).Span);
}
