using System.Globalization;

namespace Platform.LoadTests.Environments;

/// <summary>A control group of the kernel: whoever lives in it shares a limit of processor time or memory. Needs root.</summary>
sealed class ControlGroup : IAsyncDisposable
{
    const string Root = "/sys/fs/cgroup";
    // Short, so that a share of a tenth is a few milliseconds each time and not one long silence.
    const int PeriodMicroseconds = 20_000;

    static int made;

    readonly string folder;
    readonly bool unified;

    ControlGroup(string controller)
    {
        unified = File.Exists(Path.Combine(Root, "cgroup.controllers"));
        var parent = unified ? Root : Path.Combine(Root, controller);
        folder = Path.Combine(parent, $"load-tests-{Environment.ProcessId}-{Interlocked.Increment(ref made)}");
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

    /// <summary>What a command is put behind to live in it.</summary>
    public IReadOnlyList<string> Before => ["sh", "-c", $"echo $$ > {folder}/cgroup.procs && exec \"$@\"", "sh"];

    /// <summary>One for processor time, without a limit yet.</summary>
    /// <exception cref="NotSupportedException">The machine gives none; the message says why.</exception>
    public static ControlGroup OfProcessor() => new("cpu");

    /// <summary>One for memory.</summary>
    /// <exception cref="NotSupportedException">The machine gives none; the message says why.</exception>
    public static ControlGroup OfMemory(long bytes)
    {
        var group = new ControlGroup("memory");
        group.Write(group.unified ? "memory.max" : "memory.limit_in_bytes", $"{bytes}");
        return group;
    }

    /// <summary>So much of one core, together.</summary>
    public void Hold(double cores)
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

    /// <summary>As much as there is.</summary>
    public void Release() => Write(unified ? "cpu.max" : "cpu.cfs_quota_us", unified ? "max" : "-1");

    /// <summary>How often the kernel killed for want of memory.</summary>
    public long Killed => File.ReadLines(Path.Combine(folder, unified ? "memory.events" : "memory.oom_control"))
        .Where(line => line.StartsWith("oom_kill ", StringComparison.Ordinal)).Select(line => long.Parse(line.Split(' ')[1], null)).FirstOrDefault();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder);
        return ValueTask.CompletedTask;
    }

    void Write(string file, string value) => File.WriteAllText(Path.Combine(folder, file), value);
}
