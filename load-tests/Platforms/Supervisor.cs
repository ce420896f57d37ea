namespace Platform.LoadTests.Platforms;

/// <summary>Starts servers again that ended by themselves, as systemd does by the units of <c>deploy/</c> (<c>Restart=always</c>).</summary>
/// <remarks>A silo that the cluster declared dead ends its process: it must not go on with what it holds in memory. Servers that this program
/// killed or terminated are left to whoever did.</remarks>
sealed class Supervisor : IAsyncDisposable
{
    // RestartSec of deploy/systemd.
    static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(1);
    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    readonly CancellationTokenSource stop = new();
    readonly List<ProcessEnd> ends = [];
    readonly Task watching;

    /// <summary>Supervises servers until it is disposed.</summary>
    public Supervisor(IEnumerable<ServerProcess> servers) => watching = Task.WhenAll(servers.ToList().Select(Watch));

    /// <summary>Every end so far, in order.</summary>
    public IReadOnlyList<ProcessEnd> Ends
    {
        get { lock (ends) return [.. ends]; }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watching;
        stop.Dispose();
    }

    async Task Watch(ServerProcess server)
    {
        using var timer = new PeriodicTimer(PollInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                if (server.EndedByItselfWith is not { } exitCode) continue;
                lock (ends) ends.Add(new(server, exitCode, DateTimeOffset.UtcNow, server.LastOutput));
                await Task.Delay(RestartDelay, stop.Token);
                await TryRestart(server);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    async Task TryRestart(ServerProcess server)
    {
        try
        {
            await server.Restart(stop.Token);
        }
        catch (InvalidOperationException)
        {
            // It ended again, or is not healthy yet: the next tick sees which.
        }
    }
}

/// <summary>A server ended by itself.</summary>
/// <param name="Server">The server.</param>
/// <param name="ExitCode">Its exit code; 128 and the signal's number where a signal ended it.</param>
/// <param name="At">When that was noticed.</param>
/// <param name="LastOutput">The last lines of its output.</param>
sealed record ProcessEnd(ServerProcess Server, int ExitCode, DateTimeOffset At, string LastOutput);
