using System.Buffers;
using System.Text.Json;

namespace Platform.Errors;

/// <summary>Bodies within their limits: 256 KB, 32 levels, UTF-8, no unknown member.</summary>
static class Json
{
    public const int Largest = 256 * 1024;
    public const int Deepest = 32;

    /// <summary>The whole body, without a copy: the caller advances past it when done. Null where a problem was found.</summary>
    public static async ValueTask<(ReadOnlySequence<byte> Body, Problem? Problem)> Whole(HttpContext context)
    {
        if (!IsJson(context.Request.ContentType))
            return (default, Problem.NotJson);
        if (context.Request.ContentLength > Largest)
            return (default, Problem.TooLarge(Largest));
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > Largest)
                return (default, Problem.TooLarge(Largest));
            if (read.IsCompleted)
                return read.Buffer.IsEmpty ? (default, Problem.Empty) : (read.Buffer, null);
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>What is wrong with a body that could not be read: the text itself, before what it says.</summary>
    public static Problem? Flaw(in ReadOnlySequence<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 1024 });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= Deepest && reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                    return Problem.TooDeep;
                // A text that is no UTF-8, or half a surrogate pair, only shows when it is read.
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    _ = reader.GetString();
            }
            return null;
        }
        catch (JsonException flaw)
        {
            return Problem.Malformed((flaw.LineNumber ?? 0) + 1, (flaw.BytePositionInLine ?? 0) + 1);
        }
        catch (InvalidOperationException)
        {
            return Problem.Malformed(1, reader.BytesConsumed);
        }
    }

    static bool IsJson(string? type) =>
        type is not null && type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
        && (type.Length == 16 || Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(type, out var parsed)
            && parsed.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!parsed.Charset.HasValue || parsed.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)));
}
