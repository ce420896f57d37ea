using System.Buffers;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Forwarding;

/// <summary>Hands a silo's answer on to the client: what is small whole or not at all, what is large in large pieces, a live stream as it comes.</summary>
static class ResponseRelay
{
    // So much is held back until it is whole: whoever asked gets nothing of an answer that breaks off, and it can be had elsewhere.
    const int Whole = 64 * 1024;

    /// <summary>False where it broke off before anything was written, so that nothing is lost yet.</summary>
    /// <param name="context">Whose client waits.</param>
    /// <param name="answer">The silo's.</param>
    /// <param name="who">Who asked.</param>
    /// <param name="attempt">Its patience begins anew with every piece: a live stream has no end.</param>
    /// <param name="patience">In milliseconds.</param>
    public static async ValueTask<bool> Relay(HttpContext context, HttpResponseMessage answer, SignedIdentity who, AttemptTimeout attempt, long patience)
    {
        var response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        await who.Passage.TransformResponseAsync(context, answer, attempt.Token);
        var live = answer.Content.Headers.ContentType?.MediaType is "text/event-stream";
        var held = ArrayPool<byte>.Shared.Rent(Whole);
        var length = 0;
        var written = false;
        try
        {
            var stream = await answer.Content.ReadAsStreamAsync(attempt.Token);
            while (true)
            {
                var reading = stream.ReadAsync(held.AsMemory(length, Whole - length), attempt.Token);
                if (!reading.IsCompleted && (written || live))
                    attempt.CancelAfter(TimeSpan.FromMilliseconds(patience));
                var more = await reading;
                length += more;
                if (more > 0 && length < Whole && !live)
                    continue;
                if (length > 0)
                {
                    attempt.DetachDestination();
                    response.BodyWriter.Write(held.AsSpan(0, length));
                    (written, length) = (true, 0);
                }
                // Kestrel sends the last of an answer by itself only where nothing of it was sent before.
                if (more > 0 || response.HasStarted)
                    await response.BodyWriter.FlushAsync(attempt.Token);
                if (more == 0)
                    return true;
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // A half is worse than nothing: the client must see that it broke.
            if (written || response.HasStarted)
                context.Abort();
            return written || response.HasStarted;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(held);
        }
    }
}
