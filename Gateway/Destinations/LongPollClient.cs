using System.Text.Json;

namespace Platform.Gateway.Destinations;

/// <summary>Follows what silos publish by long polling: asked again at once, because the response comes when something changed.</summary>
abstract partial class LongPollClient<T>(SiloPool pool, SiloControlClient client, TimeProvider clock, ILogger log) : BackgroundService
    where T : class
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(35), RetryDelay = TimeSpan.FromMilliseconds(250), NotFoundDelay = TimeSpan.FromSeconds(5);

    protected SiloPool Pool { get; } = pool;

    /// <summary>The path, with the version that is known.</summary>
    protected abstract string Path { get; }

    protected abstract void Apply(T response);

    /// <param name="failures">Consecutive ones.</param>
    protected virtual void OnFailure(int failures)
    {
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        SiloDestination? last = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // The same silo as before while it is available: the versions of two silos may differ by a moment.
                last = last is { IsAvailable: true } && Pool.All.Contains(last) ? last : Pool.PickDestination(last);
                Apply(await Poll(last, stoppingToken));
                failures = 0;
            }
            catch (Exception e) when (e is HttpRequestException or JsonException or OperationCanceledException or IOException)
            {
                if (stoppingToken.IsCancellationRequested)
                    return;
                if (failures++ == 0)
                    LogFailure(Path, e.Message);
                OnFailure(failures);
                last = Pool.PickDestination(last);
                // During a rolling upgrade a silo of the previous version may not have the endpoint; there is no hurry to ask it again.
                var delay = e is HttpRequestException { StatusCode: System.Net.HttpStatusCode.NotFound } ? NotFoundDelay : RetryDelay;
                await Task.Delay(delay, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task<T> Poll(SiloDestination silo, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping, silo.PendingCancellation);
        deadline.CancelAfter(Timeout);
        using var response = await client.Get(silo, Path, deadline.Token);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<T>(deadline.Token) ?? throw new JsonException("The response is empty.");
    }

    [LoggerMessage(LogLevel.Warning, "{Path} cannot be read; the last response stays in force. {Reason}")]
    partial void LogFailure(string path, string reason);
}
