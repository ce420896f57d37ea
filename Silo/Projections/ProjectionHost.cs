using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Contracts;

namespace Platform.Silo.Projections;

/// <summary>Runs every follower that has its turn in this silo. A silo that dies loses its turns within their length; one that was frozen
/// ends them itself when it wakes, and until then the fence keeps its marks out.</summary>
sealed partial class ProjectionHost(
    IEnumerable<IProjection> followers, IProjectionLeases leases, TimeProvider clock, ILogger<ProjectionHost> log) : BackgroundService
{
    // A killed silo's followers go on elsewhere after the length and one pace at the latest: within two seconds.
    static readonly TimeSpan Length = TimeSpan.FromSeconds(1.5), Pace = TimeSpan.FromSeconds(0.4);

    // Of this process: the one that comes after it under the same name is another.
    readonly string _holder = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    volatile IReadOnlyList<IProjection> _here = [];

    /// <summary>Those that run in this silo now.</summary>
    public IReadOnlyList<IProjection> Here => _here;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await Task.WhenAll(followers.Select(follower => Watch(follower, stoppingToken)));
    }

    async Task Watch(IProjection follower, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var asked = clock.GetTimestamp();
            if (await TryTake(follower, Length, stopping) is { } fence)
                await Hold(follower, fence, asked, stopping);
            await Task.Delay(Pace, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task Hold(IProjection follower, long fence, long since, CancellationToken stopping)
    {
        LogTurn(follower.Name, fence);
        _here = [.. _here, follower];
        using var turn = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var running = follower.Run(fence, turn.Token);
        await Keep(follower, fence, since, running, stopping);
        await turn.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _here = [.. _here.Where(other => other != follower)];
        // Given back when nothing of it runs any more.
        if (stopping.IsCancellationRequested)
            await TryRelease(follower);
    }

    // The turn is counted from before it was asked for: it ends here before it ends in the database.
    async Task Keep(IProjection follower, long fence, long since, Task running, CancellationToken stopping)
    {
        while (!running.IsCompleted && !stopping.IsCancellationRequested && clock.GetElapsedTime(since) < Length)
        {
            await Task.WhenAny(running, Task.Delay(Pace, clock, stopping));
            var asked = clock.GetTimestamp();
            var left = Length - clock.GetElapsedTime(since);
            if (left <= TimeSpan.Zero || await TryTake(follower, left, stopping) is not { } kept)
                continue;
            if (kept != fence)
                return;
            since = asked;
        }
    }

    async Task<long?> TryTake(IProjection follower, TimeSpan patience, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(patience);
        try
        {
            return await leases.Take(follower.Name, _holder, Length, deadline.Token);
        }
        catch (Exception failure) when (failure is JournalUnavailableException or OperationCanceledException)
        {
            return null;
        }
        catch (Exception failure)
        {
            LogFault(follower.Name, failure.GetType().Name);
            return null;
        }
    }

    async Task TryRelease(IProjection follower)
    {
        try
        {
            using var deadline = new CancellationTokenSource(Length);
            await leases.Release(follower.Name, _holder, deadline.Token);
        }
        catch (Exception failure) when (failure is JournalUnavailableException or OperationCanceledException)
        {
            // Its turn ends by itself.
        }
    }

    [LoggerMessage(LogLevel.Information, "The follower {Follower} runs in this silo; its turn has the fence {Fence}")]
    partial void LogTurn(string follower, long fence);

    [LoggerMessage(LogLevel.Error, "The turn of the follower {Follower} cannot be taken: {Fault}")]
    partial void LogFault(string follower, string fault);
}
