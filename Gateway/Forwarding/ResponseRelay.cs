using System.Buffers;
using Platform.Gateway.SignIn;

namespace Platform.Gateway.Forwarding;

/// <summary>Relays a silo's response to the client: a small one whole or not at all, a large one in large pieces, an event stream as it comes.</summary>
static class ResponseRelay
{
    // So much is buffered until the response is complete: where it breaks off before, the client has nothing of it and it can be retried.
    const int BufferSize = 64 * 1024;

    /// <summary>False where the response broke off before anything was written, so that the request can be retried.</summary>
    /// <param name="context">Of the client.</param>
    /// <param name="silo">The silo's response.</param>
    /// <param name="transformer">Copies its headers.</param>
    /// <param name="timeout">Restarted with every piece once something was written: an event stream has no end.</param>
    /// <param name="idleMilliseconds">How long a response that has begun may pause.</param>
    public static async ValueTask<bool> Relay(
        HttpContext context, HttpResponseMessage silo, SiloRequestTransformer transformer, AttemptTimeout timeout, long idleMilliseconds)
    {
        var response = context.Response;
        response.StatusCode = (int)silo.StatusCode;
        await transformer.TransformResponseAsync(context, silo, timeout.Token);
        var isEventStream = silo.Content.Headers.ContentType?.MediaType is "text/event-stream";
        using var live = isEventStream && context.Features.Get<Session>() is { } session
            ? context.RequestServices.GetRequiredService<Sessions>().EndWith(session, context.Abort) : null;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var buffered = 0;
        var written = false;
        try
        {
            var stream = await silo.Content.ReadAsStreamAsync(timeout.Token);
            while (true)
            {
                var reading = stream.ReadAsync(buffer.AsMemory(buffered, BufferSize - buffered), timeout.Token);
                if (!reading.IsCompleted && (written || isEventStream))
                    timeout.CancelAfter(TimeSpan.FromMilliseconds(idleMilliseconds));
                var read = await reading;
                buffered += read;
                if (read > 0 && buffered < BufferSize && !isEventStream)
                    continue;
                if (buffered > 0)
                {
                    timeout.DetachDestination();
                    response.BodyWriter.Write(buffer.AsSpan(0, buffered));
                    (written, buffered) = (true, 0);
                }
                // Kestrel flushes the end of a response by itself only where nothing of it was flushed before.
                if (read > 0 || response.HasStarted)
                    await response.BodyWriter.FlushAsync(timeout.Token);
                if (read == 0)
                    return true;
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // Half a response must not look like a whole one: the client must see that the connection broke.
            if (written || response.HasStarted)
                context.Abort();
            return written || response.HasStarted;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
