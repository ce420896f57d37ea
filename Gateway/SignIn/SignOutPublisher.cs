using Platform.Gateway.Contracts;
using Platform.Gateway.Silos;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.SignIn;

/// <summary>Tells a silo, and so every gateway, which sessions were signed out here. Where nobody hears, it says so again until they would
/// have ended anyway; meanwhile this gateway knows, and the browser has lost its cookie.</summary>
sealed class SignOutPublisher(Sessions sessions, SiloPool pool, SiloClient client, GatewaySettings settings, TimeProvider clock) : BackgroundService
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2), Pause = TimeSpan.FromSeconds(1);

    readonly SignedIdentity _self = SignedIdentity.OfGateway(settings, clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var ended in sessions.SignedOut.ReadAllAsync(stoppingToken))
            {
                while (!await Tell(ended, stoppingToken) && ended.Until > clock.GetUtcNow())
                    await Task.Delay(Pause, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    async Task<bool> Tell(RevokedSession ended, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, pool.PickDestination().Prefix + RevokedSessionList.Path) { Content = JsonContent.Create(ended) };
            request.Headers.TryAddWithoutValidation(SignedContext.Header, _self.HeaderValue);
            using var response = await client.SendAsync(request, deadline.Token);
            // A silo that refuses it, or of a version that knows no such thing, would refuse it again.
            return (int)response.StatusCode < StatusCodes.Status500InternalServerError;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
