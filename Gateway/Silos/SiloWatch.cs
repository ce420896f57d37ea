using Platform.Gateway.Contracts;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Silos;

/// <summary>Asks every silo how it is: each second, at once where it fell silent, and soon where it was lost, so that it serves again soon.</summary>
sealed partial class SiloWatch(SiloPool pool, SiloClient client, GatewaySettings settings, TimeProvider clock, ILogger<SiloWatch> log) : BackgroundService
{
    const long WhenWell = 1_000, WhenLost = 250;
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50), Patience = TimeSpan.FromSeconds(1), Short = TimeSpan.FromMilliseconds(250);

    readonly Dictionary<LiveSilo, (Task Asking, long At)> _asked = [];
    // Shown with every question: a silo whose clock is so far from ours that it does not believe us says that it cannot serve us.
    readonly Vouched _self = Vouched.Gateway(settings, clock);

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

    void Consider(LiveSilo silo, CancellationToken stopping)
    {
        var now = Environment.TickCount64;
        var known = _asked.TryGetValue(silo, out var last);
        if (known && !last.Asking.IsCompleted)
            return;
        if (silo is { Answers: true, IsSilent: true })
            _asked[silo] = (AskSilent(silo, stopping), now);
        else if (!known || !silo.Rests && now - last.At >= (silo.Answers ? WhenWell : WhenLost))
            _asked[silo] = (AskHealth(silo, stopping), now);
    }

    /// <summary>Slow, or frozen? A frozen process still has its connections taken by the kernel; only an answer proves life.</summary>
    async Task AskSilent(LiveSilo silo, CancellationToken stopping)
    {
        var since = Environment.TickCount64;
        if (await Ask(silo, "/alive", Short, stopping) is not null || silo.HeardSince(since) || stopping.IsCancellationRequested)
            silo.Heard();
        else
            Leave(silo);
    }

    async Task AskHealth(LiveSilo silo, CancellationToken stopping)
    {
        var since = Environment.TickCount64;
        var well = await Ask(silo, "/health", Patience, stopping);
        if (stopping.IsCancellationRequested)
            return;
        // A busy silo may be late for the probe while it answers others; what it says itself is believed.
        var serves = well ?? (silo.Answers && silo.Waiting > 0 && silo.HeardSince(since));
        if (serves != silo.Answers)
            LogTurn(silo.Prefix, serves ? "serves again" : "is passed over");
        if (serves)
            silo.Return();
        else if (well is null)
            Leave(silo);
        else
            silo.Lose();
    }

    /// <summary>It answers nothing, also where it had been left already: requests may have met it on their way since, or had nowhere else to go.</summary>
    void Leave(LiveSilo silo)
    {
        if (silo.Answers)
            LogSilent(silo.Prefix);
        // Where there is no other, waiting is the better choice; and one that drains finishes what it has.
        if (!silo.Draining && pool.HasOtherThan(silo))
            silo.GiveUp();
        else
            silo.Lose();
    }

    /// <summary>Whether it says that it is well; null where it says nothing.</summary>
    async Task<bool?> Ask(LiveSilo silo, string path, TimeSpan patience, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, silo.Prefix + path);
            request.Headers.TryAddWithoutValidation(SignedContext.Header, _self.Header);
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
