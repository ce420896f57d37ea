namespace Orleans.Runtime;

// Asks every silo, and puts the answers together.
[GrainType("orleans.management")]
sealed class ManagementGrain(IMembership membership) : Grain, IManagementGrain
{
    public Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive) =>
        Task.FromResult(membership.Live.ToDictionary(s => s, _ => SiloStatus.Active));

    public async Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics() =>
        [.. (await GetDetailedGrainStatistics(null, null)).GroupBy(a => (a.SiloAddress, a.GrainType)).Select(g =>
            new SimpleGrainStatistic { SiloAddress = g.Key.SiloAddress, GrainType = g.Key.GrainType, ActivationCount = g.Count() })];

    public async Task<DetailedGrainStatistic[]> GetDetailedGrainStatistics(string[]? types, SiloAddress[]? hostsIds) =>
        [.. (await Task.WhenAll(Silos(hostsIds).Select(s => s.Activations())))
            .SelectMany(a => a).Where(a => types is not { Length: > 0 } || types.Contains(a.GrainType))];

    public Task ForceActivationCollection(TimeSpan ageLimit) => Task.WhenAll(Silos(null).Select(s => s.Collect(ageLimit)));

    IEnumerable<ISiloGrain> Silos(SiloAddress[]? silos) =>
        (silos ?? [.. membership.Live]).Select(s => GrainFactory.GetGrain<ISiloGrain>(s.ToParsableString()));
}

// A silo, as other silos may ask it.
[Alias("orleans.silo")]
interface ISiloGrain : IGrainWithStringKey
{
    [Alias("activations")] Task<DetailedGrainStatistic[]> Activations();

    [Alias("collect")] Task Collect(TimeSpan age);
}

[GrainType("orleans.silo"), OnNamedSilo]
sealed class SiloGrain(Silo silo) : Grain, ISiloGrain
{
    public Task<DetailedGrainStatistic[]> Activations() => Task.FromResult(silo.Catalogue.All.Where(a => !a.GrainClass.IsPinned).Select(a =>
        new DetailedGrainStatistic { GrainType = a.GrainClass.Class.FullName!, SiloAddress = silo.SiloAddress, GrainId = a.GrainId }).ToArray());

    public Task Collect(TimeSpan age)
    {
        silo.Collect(age);
        return Task.CompletedTask;
    }
}
