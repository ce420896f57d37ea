using Platform.Gateway.Contracts;
using Platform.Gateway.Destinations;

namespace Platform.Gateway.SignIn;

/// <summary>Posts the sessions that were signed out here to a silo, and so to every gateway; repeated until a silo takes it or the session has
/// expired. Meanwhile this gateway refuses the session, and the browser has lost its cookie.</summary>
sealed class SignOutPublisher(Sessions sessions, SiloPool pool, SiloControlClient client, TimeProvider clock) : BackgroundService
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2), RetryDelay = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var session in sessions.SignedOut.ReadAllAsync(stoppingToken))
            {
                while (!await TryPublish(session, stoppingToken) && session.Until > clock.GetUtcNow())
                    await Task.Delay(RetryDelay, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    async Task<bool> TryPublish(RevokedSession session, CancellationToken stopping)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        deadline.CancelAfter(Timeout);
        try
        {
            using var response = await client.Post(pool.PickDestination(), RevokedSessionList.Path, session, deadline.Token);
            // A silo that refuses it, or of a version without the endpoint, would refuse it again.
            return (int)response.StatusCode < StatusCodes.Status500InternalServerError;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
