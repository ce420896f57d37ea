namespace Platform.LoadTests.Environments;

/// <summary>A wall clock that can be set, for the processes started with it: libfaketime, from Debian's package faketime.</summary>
/// <remarks>It shifts the monotonic clock as well, as if the machine had slept: after a jump ahead every timer is due; so it is never set back under
/// a running process (and <c>FAKETIME_DONT_FAKE_MONOTONIC</c> stays unset: with it .NET waits for ever).</remarks>
sealed class ShiftedClock : IAsyncDisposable
{
    static readonly string[] Libraries =
    [
        "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
        "/usr/lib/faketime/libfaketimeMT.so.1",
    ];

    readonly string file = Path.GetTempFileName();
    readonly string library = Array.Find(Libraries, File.Exists)
        ?? throw new NotSupportedException("libfaketime is not installed here: install Debian's package faketime.");

    /// <summary>Starts with the true time.</summary>
    public ShiftedClock() => Set(TimeSpan.Zero);

    /// <summary>The environment of processes that see this clock.</summary>
    public ProcessEnvironment Environment => ProcessEnvironment.Default with
    {
        Variables = new Dictionary<string, string> { ["LD_PRELOAD"] = library, ["FAKETIME_TIMESTAMP_FILE"] = file, ["FAKETIME_CACHE_DURATION"] = "1" },
    };

    /// <summary>Sets the clock this much ahead of the true time, or behind it.</summary>
    public void Set(TimeSpan offset) => File.WriteAllText(file, $"{(offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs((long)offset.TotalSeconds)}s\n");

    public ValueTask DisposeAsync()
    {
        File.Delete(file);
        return ValueTask.CompletedTask;
    }
}
