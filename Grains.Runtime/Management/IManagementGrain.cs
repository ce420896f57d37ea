namespace Orleans.Runtime;

/// <summary>What a console shows of the cluster: its silos and the grains in their memory. Its key is 0.</summary>
public interface IManagementGrain : IGrainWithIntegerKey
{
    /// <summary>The silos that are known.</summary>
    /// <param name="onlyActive">Only those that take calls.</param>
    [Alias("hosts")] Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive = false);

    /// <summary>How many activations each silo has of each class of grains.</summary>
    [Alias("statistics")] Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics();

    /// <summary>Every activation. Long.</summary>
    /// <param name="types">Only of these classes of grains.</param>
    /// <param name="hostsIds">Only on these silos.</param>
    [Alias("details")] Task<DetailedGrainStatistic[]> GetDetailedGrainStatistics(string[]? types = null, SiloAddress[]? hostsIds = null);

    /// <summary>Takes grains out of memory that were unused for that long.</summary>
    [Alias("collect")] Task ForceActivationCollection(TimeSpan ageLimit);
}

/// <summary>What a silo is at, as far as the cluster knows.</summary>
public enum SiloStatus
{
    /// <summary>Not known.</summary>
    None = 0,
    /// <summary>Made, not started.</summary>
    Created = 1,
    /// <summary>Starting; takes no calls yet.</summary>
    Joining = 2,
    /// <summary>Takes calls.</summary>
    Active = 3,
    /// <summary>Stops; finishes what it does.</summary>
    ShuttingDown = 4,
    /// <summary>Stops at once.</summary>
    Stopping = 5,
    /// <summary>Gone for ever: a silo that comes back at its place is another.</summary>
    Dead = 6,
}

/// <summary>How many activations of one class of grains one silo has.</summary>
[GenerateSerializer, Immutable, Alias("Orleans.Runtime.SimpleGrainStatistic")]
public sealed class SimpleGrainStatistic
{
    /// <summary>The full name of the grain class.</summary>
    [Id(0)] public string GrainType { get; init; } = "";

    /// <summary>The silo.</summary>
    [Id(1)] public SiloAddress SiloAddress { get; init; } = null!;

    /// <summary>How many.</summary>
    [Id(2)] public int ActivationCount { get; init; }
}

/// <summary>One activation.</summary>
[GenerateSerializer, Immutable, Alias("Orleans.Runtime.DetailedGrainStatistic")]
public sealed class DetailedGrainStatistic
{
    /// <summary>The full name of the grain class.</summary>
    [Id(0)] public string GrainType { get; init; } = "";

    /// <summary>The silo.</summary>
    [Id(1)] public SiloAddress SiloAddress { get; init; } = null!;

    /// <summary>The grain.</summary>
    [Id(2)] public GrainId GrainId { get; init; }
}
