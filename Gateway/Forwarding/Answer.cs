using System.Buffers;

namespace Platform.Gateway;

/// <summary>Hands a silo's answer on to the client as it comes: a page at once, a live stream piece by piece.</summary>
static class Answer
{
    const int Piece = 16 * 1024;

    /// <summary>False where it broke off before anything was written, so that nothing is lost yet.</summary>
    /// <param name="context">Whose client waits.</param>
    /// <param name="answer">The silo's.</param>
    /// <param name="who">Who asked.</param>
    /// <param name="attempt">Its patience begins anew with every piece: a live stream has no end.</param>
    /// <param name="patience">In milliseconds.</param>
    public static async ValueTask<bool> Hand(HttpContext context, HttpResponseMessage answer, Vouched who, Attempt attempt, long patience)
    {
        var response = context.Response;
        response.StatusCode = (int)answer.StatusCode;
        await who.Passage.TransformResponseAsync(context, answer, attempt.Token);
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        var written = false;
        try
        {
            var stream = await answer.Content.ReadAsStreamAsync(attempt.Token);
            var unsent = false;
            while (true)
            {
                var reading = stream.ReadAsync(piece, attempt.Token);
                if (!reading.IsCompleted)
                {
                    if (unsent)
                        await response.BodyWriter.FlushAsync(attempt.Token);
                    unsent = false;
                    attempt.CancelAfter(TimeSpan.FromMilliseconds(patience));
                }
                var length = await reading;
                if (length == 0)
                {
                    // Kestrel sends the last of an answer by itself only where nothing of it was sent before.
                    if (unsent && response.HasStarted)
                        await response.BodyWriter.FlushAsync(attempt.Token);
                    return true;
                }
                response.BodyWriter.Write(piece.AsSpan(0, length));
                written = unsent = true;
                // What a client does not take, we do not hold.
                if (response.BodyWriter.UnflushedBytes > 4 * Piece)
                {
                    await response.BodyWriter.FlushAsync(attempt.Token);
                    unsent = false;
                }
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
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
