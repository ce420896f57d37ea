using System.Runtime.InteropServices;

namespace Platform.LoadTests.Platforms;

/// <summary>Signals of the machine, sent at once: a program that sends them takes milliseconds to start.</summary>
static class Signal
{
    /// <summary>Freezes a process: it does nothing, and its connections stay.</summary>
    public static void Stop(int process) => _ = Kill(process, 19);

    /// <summary>Lets it go on as if nothing had been.</summary>
    public static void Continue(int process) => _ = Kill(process, 18);

    /// <summary>Asks it to stop in order.</summary>
    public static void Terminate(int process) => _ = Kill(process, 15);

    [DllImport("libc", EntryPoint = "kill")]
    static extern int Kill(int process, int signal);
}
