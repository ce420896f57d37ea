namespace Platform.Gateway.Destinations;

/// <summary>Active health checks of every silo, as a circuit breaker: each second, at once where it became unresponsive, and soon after a failure, so that it gets
/// requests again as soon as it can serve.</summary>
sealed partial class SiloHealthMonitor(SiloPool pool, SiloControlClient client, TimeProvider clock, ILogger<SiloHealthMonitor> log) : BackgroundService
{
    const long HealthyIntervalMs = 1_000, UnhealthyIntervalMs = 250;
    static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan HealthTimeout = TimeSpan.FromSeconds(1), LivenessTimeout = TimeSpan.FromMilliseconds(250);

    readonly Dictionary<SiloDestination, (Task Probe, long StartedAt)> _probes = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var all = pool.All;
            foreach (var removed in _probes.Keys.Except(all).ToArray())
                _probes.Remove(removed);
            foreach (var silo in all)
                ProbeIfDue(silo, stoppingToken);
            await Task.Delay(PollInterval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    void ProbeIfDue(SiloDestination silo, CancellationToken stopping)
    {
        var now = Environment.TickCount64;
        var known = _probes.TryGetValue(silo, out var last);
        if (known && !last.Probe.IsCompleted)
            return;
        if (silo is { IsHealthy: true, IsUnresponsive: true })
            _probes[silo] = (ProbeLiveness(silo, stopping), now);
        else if (!known || !silo.InBackoff && now - last.StartedAt >= (silo.IsHealthy ? HealthyIntervalMs : UnhealthyIntervalMs))
            _probes[silo] = (ProbeHealth(silo, stopping), now);
    }

    /// <summary>Slow, or frozen? The kernel still accepts the connections of a frozen process; only a response proves life.</summary>
    async Task ProbeLiveness(SiloDestination silo, CancellationToken stopping)
    {
        var since = Environment.TickCount64;
        if (await Probe(silo, "/alive", LivenessTimeout, stopping) is not null || silo.RespondedSince(since) || stopping.IsCancellationRequested)
            silo.RecordResponse();
        else
            HandleNoResponse(silo);
    }

    async Task ProbeHealth(SiloDestination silo, CancellationToken stopping)
    {
        var since = Environment.TickCount64;
        // The identity goes with it: a silo whose clock is too far from ours to accept it answers that it is unhealthy.
        var reported = await Probe(silo, "/health", HealthTimeout, stopping);
        if (stopping.IsCancellationRequested)
            return;
        // A busy silo may miss the probe while it answers requests; what it reports itself is believed.
        var healthy = reported ?? (silo.IsHealthy && silo.PendingRequests > 0 && silo.RespondedSince(since));
        if (healthy != silo.IsHealthy)
            LogChange(silo.Prefix, healthy ? "healthy" : "unhealthy");
        if (healthy)
            silo.MarkHealthy();
        else if (reported is null)
            HandleNoResponse(silo);
        else
            silo.MarkUnhealthy();
    }

    /// <summary>Also where it was unhealthy before: requests may have picked it since, or had no other silo to go to.</summary>
    void HandleNoResponse(SiloDestination silo)
    {
        if (silo.IsHealthy)
            LogNoResponse(silo.Prefix);
        // Without an alternative, waiting is the better choice; and one that drains finishes what it has.
        if (!silo.Draining && pool.HasAlternativeTo(silo))
            silo.CancelPending();
        else
            silo.MarkUnhealthy();
    }

    /// <summary>Whether the silo reports success; null where it does not respond.</summary>
    async Task<bool?> Probe(SiloDestination silo, string path, TimeSpan timeout, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(timeout);
        try
        {
            using var response = await client.Get(silo, path, deadline.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The silo at {Silo} is {State}.")]
    partial void LogChange(string silo, string state);

    [LoggerMessage(LogLevel.Warning, "The silo at {Silo} does not respond: its pending requests are sent to other silos.")]
    partial void LogNoResponse(string silo);
}
