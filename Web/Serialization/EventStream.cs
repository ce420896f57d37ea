using System.Net.ServerSentEvents;

namespace Platform.Web.Serialization;

/// <summary>Writes server-sent events (WHATWG HTML, 9.2) for a minute at most, or until the reader leaves or the silo stops.</summary>
static class EventStream
{
    // Then the browser asks again, and shows anew that it may: a person who was signed out sees nothing more.
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public static async Task Write(HttpContext context, Func<CancellationToken, IAsyncEnumerable<SseItem<string>>> events)
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        // A proxy before the gateway would otherwise collect the seconds into minutes.
        response.Headers["X-Accel-Buffering"] = "no";
        var life = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        end.CancelAfter(Longest);
        try
        {
            await SseFormatter.WriteAsync(events(end.Token), response.Body, end.Token);
        }
        catch (OperationCanceledException)
        {
            // Its minute is over, the reader left, or the silo does.
        }
    }
}
