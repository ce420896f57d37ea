using System.Text.Json;
using Platform.Edge;

namespace Platform.Gateway;

/// <summary>Asks a silo for the directory, and asks again at once: the answer comes when something changed.</summary>
sealed partial class DirectoryFollower(
    TenantTable table, SiloPool pool, SiloClient client, GatewaySettings settings, TimeProvider clock, ILogger<DirectoryFollower> log)
    : BackgroundService
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Pause = TimeSpan.FromMilliseconds(250);

    readonly Vouched _self = new(new("-", "gateway", Roles.Gateway, 0), settings, clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lost = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                table.Follow(await Ask(pool.Next(), stoppingToken));
                lost = false;
            }
            catch (Exception e) when (e is HttpRequestException or JsonException or OperationCanceledException)
            {
                if (stoppingToken.IsCancellationRequested)
                    return;
                if (!lost)
                    LogLost(e.Message);
                lost = true;
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task<Edge.Directory> Ask(LiveSilo silo, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{silo.Prefix}{Edge.Directory.Path}?after={table.Version ?? -1}");
        request.Headers.TryAddWithoutValidation(SignedContext.Header, _self.Header);
        using var response = await client.SendAsync(request, deadline.Token);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<Edge.Directory>(deadline.Token) ?? throw new JsonException("The directory is empty.");
    }

    [LoggerMessage(LogLevel.Warning, "The directory of tenants cannot be read; the last one stays in force. {Reason}")]
    partial void LogLost(string reason);
}
