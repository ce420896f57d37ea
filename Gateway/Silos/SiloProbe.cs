namespace Platform.Gateway;

/// <summary>Asks every silo how it is: often where it was lost, so that it serves again soon.</summary>
sealed partial class SiloProbe(SiloPool pool, SiloClient client, TimeProvider clock, ILogger<SiloProbe> log) : BackgroundService
{
    static readonly TimeSpan WhenWell = TimeSpan.FromSeconds(2), WhenLost = TimeSpan.FromMilliseconds(250), Patience = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(pool.All.Select(silo => Watch(silo, stoppingToken)));

    async Task Watch(LiveSilo silo, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var well = await IsWell(silo, stopping);
            if (stopping.IsCancellationRequested)
                return;
            if (well != silo.Answers)
                LogTurn(silo.Prefix, well ? "serves again" : "is passed over");
            silo.Answers = well;
            await Task.Delay(well ? WhenWell : WhenLost, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task<bool> IsWell(LiveSilo silo, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, silo.Prefix + "/health");
            using var response = await client.SendAsync(request, deadline.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The silo at {Silo} {Turn}.")]
    partial void LogTurn(string silo, string turn);
}
