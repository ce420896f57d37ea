using System.Globalization;
using Platform.LoadTests.Environments;

namespace Platform.LoadTests.Platforms;

/// <summary>Processor time of processes, from <c>/proc</c>.</summary>
static class CpuTime
{
    // USER_HZ, which Linux keeps at 100 for user space whatever the kernel's own tick is.
    const double TicksPerSecond = 100;
    const int Utime = 11;
    const int WithoutChildren = 13;
    const int WithEndedChildren = 15;

    /// <summary>Seconds of one process without its children; 0 where there is no <c>/proc</c>.</summary>
    public static Task<double> Of(int process) => Read(process, WithoutChildren);

    /// <summary>Seconds of one process with its running and its ended children.</summary>
    public static async Task<double> OfTree(int process)
    {
        var family = await Read(process, WithEndedChildren);
        foreach (var child in await ProcessTree.Children(process)) family += await Read(child, WithEndedChildren);
        return family;
    }

    /// <summary>Steal time since boot, in seconds of all processors: taken by other virtual machines on the same hardware.</summary>
    public static async Task<double> Steal()
    {
        const int Steal = 8;
        try
        {
            var all = (await File.ReadAllLinesAsync("/proc/stat"))[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return all.Length > Steal ? long.Parse(all[Steal], CultureInfo.InvariantCulture) / TicksPerSecond : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    static async Task<double> Read(int process, int end)
    {
        try
        {
            var stat = await File.ReadAllTextAsync($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[Utime..end].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
