using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Load.Measurements;

/// <summary>Processor time of a platform's processes and of this one, between <see cref="Start"/> and <see cref="Stop"/>.</summary>
sealed class CpuUsage
{
    readonly Dictionary<string, int> processes;
    Dictionary<string, double> before = [];

    /// <param name="platform">The platform; null: this process alone.</param>
    public CpuUsage(IPlatform? platform) =>
        processes = new(platform?.Processes ?? new Dictionary<string, int>()) { ["generator"] = Environment.ProcessId };

    /// <summary>Starts measuring.</summary>
    public async Task Start() => before = await Sample();

    /// <summary>Microseconds for each request since <see cref="Start"/>, by process.</summary>
    public async Task<IReadOnlyDictionary<string, double>> Stop(double requests) =>
        (await Sample()).ToDictionary(one => one.Key, one => (one.Value - before.GetValueOrDefault(one.Key)) * 1_000_000 / Math.Max(1, requests));

    async Task<Dictionary<string, double>> Sample()
    {
        var now = new Dictionary<string, double>();
        foreach (var (name, id) in processes) now[name] = name == "postgres" ? await CpuTime.OfTree(id) : await CpuTime.Of(id);
        // With much steal the figures are those of a smaller machine.
        now["steal"] = await CpuTime.Steal();
        return now;
    }
}
