using System.Diagnostics;

namespace Platform.LoadTests.Journeys.CommandLine;

/// <summary>Says how far something is while it goes on.</summary>
static class Watching
{
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Says a line each second until the work is done, and answers with its result.</summary>
    public static async Task<T> Watch<T>(this Task<T> work, TextWriter progress, Func<TimeSpan, string> line)
    {
        var clock = Stopwatch.StartNew();
        using var stop = new CancellationTokenSource();
        while (await Task.WhenAny(work, Task.Delay(Pace, stop.Token)) != work) await progress.WriteLineAsync("  " + line(clock.Elapsed));
        await stop.CancelAsync();
        return await work;
    }
}
