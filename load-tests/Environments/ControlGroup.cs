using System.Globalization;

namespace Platform.LoadTests.Environments;

/// <summary>A Linux control group (v1 or v2): its processes share a limit of processor time or memory. Needs root.</summary>
sealed class ControlGroup : IAsyncDisposable
{
    const string Root = "/sys/fs/cgroup";
    // Short, so that a tenth of a core is a few milliseconds in each period and not one long pause.
    const int PeriodMicroseconds = 20_000;

    static int created;

    readonly string folder;
    readonly bool unified;

    ControlGroup(string controller)
    {
        unified = File.Exists(Path.Combine(Root, "cgroup.controllers"));
        var parent = unified ? Root : Path.Combine(Root, controller);
        folder = Path.Combine(parent, $"load-tests-{Environment.ProcessId}-{Interlocked.Increment(ref created)}");
        try
        {
            if (unified) File.WriteAllText(Path.Combine(Root, "cgroup.subtree_control"), $"+{controller}");
            Directory.CreateDirectory(folder);
            if (!File.Exists(Path.Combine(folder, "cgroup.procs"))) throw new IOException($"{parent} is no control group");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new NotSupportedException($"This machine gives no control group for {controller}: {refused.Message}", refused);
        }
    }

    /// <summary>The command prefix that starts a process inside the group.</summary>
    public IReadOnlyList<string> CommandPrefix => ["sh", "-c", $"echo $$ > {folder}/cgroup.procs && exec \"$@\"", "sh"];

    /// <summary>A group for processor time, not yet limited.</summary>
    /// <exception cref="NotSupportedException">The machine has no such control group; the message says why.</exception>
    public static ControlGroup ForCpu() => new("cpu");

    /// <summary>A group limited to so many bytes of memory.</summary>
    /// <exception cref="NotSupportedException">The machine has no such control group; the message says why.</exception>
    public static ControlGroup ForMemory(long bytes)
    {
        var group = new ControlGroup("memory");
        group.Write(group.unified ? "memory.max" : "memory.limit_in_bytes", $"{bytes}");
        return group;
    }

    /// <summary>Limits all processes together to a number of cores, such as 0.4.</summary>
    public void LimitCpu(double cores)
    {
        var quota = ((int)(cores * PeriodMicroseconds)).ToString(CultureInfo.InvariantCulture);
        if (unified)
        {
            Write("cpu.max", $"{quota} {PeriodMicroseconds}");
            return;
        }
        Write("cpu.cfs_period_us", $"{PeriodMicroseconds}");
        Write("cpu.cfs_quota_us", quota);
    }

    public void RemoveCpuLimit() => Write(unified ? "cpu.max" : "cpu.cfs_quota_us", unified ? "max" : "-1");

    /// <summary>How many processes the OOM killer has killed.</summary>
    public long OomKills => File.ReadLines(Path.Combine(folder, unified ? "memory.events" : "memory.oom_control"))
        .Where(line => line.StartsWith("oom_kill ", StringComparison.Ordinal)).Select(line => long.Parse(line.Split(' ')[1], null)).FirstOrDefault();

    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder);
        return ValueTask.CompletedTask;
    }

    void Write(string file, string value) => File.WriteAllText(Path.Combine(folder, file), value);
}
