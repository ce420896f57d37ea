using System.Globalization;
using global::Platform.LoadTests.Postgres;

namespace Platform.LoadTests.Platform;

/// <summary>Processor time of processes and of everything below them, from <c>/proc</c>.</summary>
static class ProcessorTime
{
    // USER_HZ, which Linux keeps at 100 for every program whatever the kernel's own tick is.
    const double TicksPerSecond = 100;
    const int Utime = 11;
    const int Ctime = 15;

    /// <summary>Seconds of one process, of its children that live, and of those that ended; 0 where the machine has no /proc.</summary>
    public static async Task<double> Of(int process)
    {
        try
        {
            var stat = await File.ReadAllTextAsync($"/proc/{process}/stat");
            var own = stat[(stat.LastIndexOf(')') + 2)..].Split(' ').Skip(Utime).Take(Ctime - Utime)
                .Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond;
            foreach (var child in await PostgresBinaries.Children(process)) own += await Of(int.Parse(child, CultureInfo.InvariantCulture));
            return own;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
