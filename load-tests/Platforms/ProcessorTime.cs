using System.Globalization;
using Platform.LoadTests.Environments;

namespace Platform.LoadTests.Platforms;

/// <summary>Processor time of processes, from <c>/proc</c>.</summary>
static class ProcessorTime
{
    // USER_HZ, which Linux keeps at 100 for every program whatever the kernel's own tick is.
    const double TicksPerSecond = 100;
    const int Utime = 11;
    const int OwnEnd = 13;
    const int WithEnded = 15;

    /// <summary>Seconds of one process without its children; 0 where the machine has no /proc.</summary>
    public static Task<double> Of(int process) => Read(process, OwnEnd);

    /// <summary>Seconds of one process, of its children that live, and of those that ended.</summary>
    public static async Task<double> OfFamily(int process)
    {
        var family = await Read(process, WithEnded);
        foreach (var child in await ProcessTree.Children(process)) family += await Read(child, WithEnded);
        return family;
    }

    /// <summary>Seconds that other machines on the same hardware took from this one since it started, of all its processors.</summary>
    public static async Task<double> Stolen()
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
