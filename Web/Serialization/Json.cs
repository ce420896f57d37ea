using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Net.Http.Headers;
using Platform.Web.Problems;

namespace Platform.Web.Serialization;

/// <summary>Bodies within their limits: 256 KB, 32 levels, UTF-8, no unknown member; and how everything is written.</summary>
static class Json
{
    public const int Largest = Problem.LargestBody;
    public const int Deepest = 32;
    public const string Type = "application/json";

    /// <summary>How the API reads and writes: camel case, enumerations as lower-case words, instants in UTC, nothing for what is unknown.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = Deepest;
        options.Encoder = Problem.Writing.Encoder;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new Instants());
    }

    /// <summary>The whole body, without a copy: who called advances the reader to its end when done with it.</summary>
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
            var problem = read.Buffer.Length > Largest ? Problem.TooLarge(Largest)
                : read.IsCompleted && WithoutMark(read.Buffer).IsEmpty ? Problem.Empty
                : null;
            if (problem is not null)
            {
                // A read that is never finished costs the connection, and with it, at times, the answer.
                reader.AdvanceTo(read.Buffer.End);
                return (default, problem);
            }
            if (read.IsCompleted)
                return (WithoutMark(read.Buffer), null);
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>The text without the byte order mark that spreadsheets and editors begin a file with (RFC 8259, section 8.1: a reader may ignore it).</summary>
    public static ReadOnlySequence<byte> WithoutMark(in ReadOnlySequence<byte> text)
    {
        Span<byte> start = stackalloc byte[3];
        if (text.Length < start.Length)
            return text;
        text.Slice(0, start.Length).CopyTo(start);
        return start.SequenceEqual("\ufeff"u8) ? text.Slice(start.Length) : text;
    }

    /// <summary>What is wrong with the text of a body, whatever it says; null where nothing.</summary>
    public static Problem? Flaw(in ReadOnlySequence<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 4096 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && reader.CurrentDepth >= Deepest)
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

    static bool IsJson(string? type) => type switch
    {
        null => false,
        Type => true,
        _ => MediaTypeHeaderValue.TryParse(type, out var parsed) && parsed.MediaType.Equals(Type, StringComparison.OrdinalIgnoreCase)
            && (!parsed.Charset.HasValue || parsed.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)),
    };

    /// <summary>One form of an instant everywhere: <c>2026-11-22T12:00:00.0000000Z</c>.</summary>
    sealed class Instants : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
        {
            Span<byte> text = stackalloc byte[40];
            value.UtcDateTime.TryFormat(text, out var length, "O", System.Globalization.CultureInfo.InvariantCulture);
            writer.WriteStringValue(text[..length]);
        }
    }
}
