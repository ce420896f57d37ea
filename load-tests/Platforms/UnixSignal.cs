using System.Runtime.InteropServices;

namespace Platform.LoadTests.Platforms;

/// <summary>POSIX signals by <c>kill(2)</c>: starting <c>/bin/kill</c> would take milliseconds.</summary>
static class UnixSignal
{
    /// <summary>SIGSTOP.</summary>
    public static void Stop(int process) => _ = Kill(process, 19);

    /// <summary>SIGCONT.</summary>
    public static void Continue(int process) => _ = Kill(process, 18);

    /// <summary>SIGTERM.</summary>
    public static void Terminate(int process) => _ = Kill(process, 15);

    [DllImport("libc", EntryPoint = "kill")]
    static extern int Kill(int process, int signal);
}
