using Platform.Gateway.Contracts;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Silos;

/// <summary>Asks every silo how it is: each second, at once where it fell silent, and soon where it was lost, so that it serves again soon.</summary>
sealed partial class SiloHealthMonitor(SiloPool pool, SiloClient client, GatewaySettings settings, TimeProvider clock, ILogger<SiloHealthMonitor> log) : BackgroundService
{
    const long WhenWell = 1_000, WhenLost = 250;
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50), Patience = TimeSpan.FromSeconds(1), Short = TimeSpan.FromMilliseconds(250);

    readonly Dictionary<SiloDestination, (Task Asking, long At)> _asked = [];
    // Shown with every question: a silo whose clock is so far from ours that it does not believe us says that it cannot serve us.
    readonly SignedIdentity _self = SignedIdentity.OfGateway(settings, clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var all = pool.All;
            foreach (var gone in _asked.Keys.Except(all).ToArray())
                _asked.Remove(gone);
            foreach (var silo in all)
                Consider(silo, stoppingToken);
            await Task.Delay(Look, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    void Consider(SiloDestination silo, CancellationToken stopping)
    {
        var now = Environment.TickCount64;
        var known = _asked.TryGetValue(silo, out var last);
        if (known && !last.Asking.IsCompleted)
            return;
        if (silo is { IsHealthy: true, IsUnresponsive: true })
            _asked[silo] = (AskSilent(silo, stopping), now);
        else if (!known || !silo.InBackoff && now - last.At >= (silo.IsHealthy ? WhenWell : WhenLost))
            _asked[silo] = (AskHealth(silo, stopping), now);
    }

    /// <summary>Slow, or frozen? A frozen process still has its connections taken by the kernel; only an answer proves life.</summary>
    async Task AskSilent(SiloDestination silo, CancellationToken stopping)
    {
        var since = Environment.TickCount64;
        if (await Ask(silo, "/alive", Short, stopping) is not null || silo.RespondedSince(since) || stopping.IsCancellationRequested)
            silo.RecordResponse();
        else
            Leave(silo);
    }

    async Task AskHealth(SiloDestination silo, CancellationToken stopping)
    {
        var since = Environment.TickCount64;
        var well = await Ask(silo, "/health", Patience, stopping);
        if (stopping.IsCancellationRequested)
            return;
        // A busy silo may be late for the probe while it answers others; what it says itself is believed.
        var serves = well ?? (silo.IsHealthy && silo.PendingRequests > 0 && silo.RespondedSince(since));
        if (serves != silo.IsHealthy)
            LogTurn(silo.Prefix, serves ? "serves again" : "is passed over");
        if (serves)
            silo.MarkHealthy();
        else if (well is null)
            Leave(silo);
        else
            silo.MarkUnhealthy();
    }

    /// <summary>It answers nothing, also where it had been left already: requests may have met it on their way since, or had nowhere else to go.</summary>
    void Leave(SiloDestination silo)
    {
        if (silo.IsHealthy)
            LogSilent(silo.Prefix);
        // Where there is no other, waiting is the better choice; and one that drains finishes what it has.
        if (!silo.Draining && pool.HasAlternativeTo(silo))
            silo.CancelPending();
        else
            silo.MarkUnhealthy();
    }

    /// <summary>Whether it says that it is well; null where it says nothing.</summary>
    async Task<bool?> Ask(SiloDestination silo, string path, TimeSpan patience, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, silo.Prefix + path);
            request.Headers.TryAddWithoutValidation(SignedContext.Header, _self.HeaderValue);
            using var response = await client.SendAsync(request, deadline.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The silo at {Silo} {Turn}.")]
    partial void LogTurn(string silo, string turn);

    [LoggerMessage(LogLevel.Warning, "The silo at {Silo} answers nothing: what waits for it is sent elsewhere.")]
    partial void LogSilent(string silo);
}
