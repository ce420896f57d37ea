using System.Text.Json;
using Platform.Gateway.Contracts;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Silos;

/// <summary>What silos tell gateways: asked for again at once, because the answer comes when something changed.</summary>
abstract partial class LongPollClient<T>(SiloPool pool, SiloClient client, GatewaySettings settings, TimeProvider clock, ILogger log) : BackgroundService
    where T : class
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(35), Pause = TimeSpan.FromMilliseconds(250), LongPause = TimeSpan.FromSeconds(5);

    readonly SignedIdentity _self = SignedIdentity.OfGateway(settings, clock);

    protected SiloPool Pool { get; } = pool;

    /// <summary>Where to ask, with the version that is known.</summary>
    protected abstract string Path { get; }

    protected abstract void Apply(T told);

    /// <summary>Nobody told, so often in a row.</summary>
    protected virtual void OnFailure(int times)
    {
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var missed = 0;
        SiloDestination? last = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // The same as before where it serves: versions of two silos may differ by a moment.
                last = last is { IsAvailable: true } && Pool.All.Contains(last) ? last : Pool.PickDestination(last);
                Apply(await Ask(last, stoppingToken));
                missed = 0;
            }
            catch (Exception e) when (e is HttpRequestException or JsonException or OperationCanceledException or IOException)
            {
                if (stoppingToken.IsCancellationRequested)
                    return;
                if (missed++ == 0)
                    LogLost(Path, e.Message);
                OnFailure(missed);
                last = Pool.PickDestination(last);
                // A silo of the version before does not know the question; there is no hurry to ask it again.
                var pause = e is HttpRequestException { StatusCode: System.Net.HttpStatusCode.NotFound } ? LongPause : Pause;
                await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task<T> Ask(SiloDestination silo, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping, silo.PendingCancellation);
        deadline.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, silo.Prefix + Path);
        request.Headers.TryAddWithoutValidation(SignedContext.Header, _self.HeaderValue);
        using var response = await client.SendAsync(request, deadline.Token);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<T>(deadline.Token) ?? throw new JsonException("The answer is empty.");
    }

    [LoggerMessage(LogLevel.Warning, "{Path} cannot be read; what was told last stays in force. {Reason}")]
    partial void LogLost(string path, string reason);
}
