using System.Diagnostics;

namespace Platform.LoadTests.Environments;

/// <summary>Processes by their id, and the children of one, from <c>/proc</c>.</summary>
static class ProcessTree
{
    /// <summary>The direct children of a process; none where it has ended.</summary>
    public static async Task<int[]> Children(int process)
    {
        var path = $"/proc/{process}/task/{process}/children";
        return File.Exists(path) ? [.. (await File.ReadAllTextAsync(path)).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)] : [];
    }

    /// <summary>SIGKILL; a process that has already ended is no failure.</summary>
    public static void Kill(int process)
    {
        try
        {
            using var running = Process.GetProcessById(process);
            running.Kill();
        }
        catch (Exception ended) when (ended is ArgumentException or InvalidOperationException)
        {
        }
    }
}
