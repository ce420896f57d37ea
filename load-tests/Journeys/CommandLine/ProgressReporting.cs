using System.Diagnostics;

namespace Platform.LoadTests.Journeys.CommandLine;

/// <summary>Progress lines of a task.</summary>
static class ProgressReporting
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Writes a line each second until the task has completed; returns its result.</summary>
    public static async Task<T> WithProgress<T>(this Task<T> work, TextWriter progress, Func<TimeSpan, string> line)
    {
        var watch = Stopwatch.StartNew();
        using var stop = new CancellationTokenSource();
        while (await Task.WhenAny(work, Task.Delay(Interval, stop.Token)) != work) await progress.WriteLineAsync("  " + line(watch.Elapsed));
        await stop.CancelAsync();
        return await work;
    }
}
