namespace Platform.LoadTests.Environments;

/// <summary>A clock of the wall that can be set, for the processes that live with it: libfaketime, from the Debian package faketime.</summary>
/// <remarks>It moves the clock that only goes on as well, as if the machine had slept: set ahead, every timer is due; so it is never set back under
/// a process that runs (and <c>FAKETIME_DONT_FAKE_MONOTONIC</c> is left alone: with it .NET waits for ever).</remarks>
sealed class FalseClock : IAsyncDisposable
{
    static readonly string[] Libraries =
    [
        "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
        "/usr/lib/faketime/libfaketimeMT.so.1",
    ];

    readonly string file = Path.GetTempFileName();
    readonly string library = Array.Find(Libraries, File.Exists)
        ?? throw new NotSupportedException("libfaketime is not installed here: install Debian's package faketime.");

    /// <summary>Right at first.</summary>
    public FalseClock() => Set(TimeSpan.Zero);

    /// <summary>Where a process lives with it.</summary>
    public Housing Housing => Housing.Plain with
    {
        Environment = new Dictionary<string, string> { ["LD_PRELOAD"] = library, ["FAKETIME_TIMESTAMP_FILE"] = file, ["FAKETIME_CACHE_DURATION"] = "1" },
    };

    /// <summary>So much later, or earlier, than it is.</summary>
    public void Set(TimeSpan offset) => File.WriteAllText(file, $"{(offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs((long)offset.TotalSeconds)}s\n");

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        File.Delete(file);
        return ValueTask.CompletedTask;
    }
}
