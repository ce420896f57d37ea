using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.EventSourcing;

/// <summary>Facts, answers and snapshots as JSON: camel case, enums as lower-case text, nulls left out, types by alias.</summary>
/// <remarks>The members marked <see cref="PersonalAttribute"/> stand in an object of their own, which the journal seals.
/// Each member is written once; reading joins the two objects again.</remarks>
public static class JournalJson
{
    static readonly JsonSerializerOptions Whole = Options(null);
    static readonly JsonSerializerOptions Plain = Options(static type => Keep(type, personal: false));
    static readonly JsonSerializerOptions Sealed = Options(static type => Keep(type, personal: true));
    [ThreadStatic] static ArrayBufferWriter<byte>? _buffer;
    [ThreadStatic] static Utf8JsonWriter? _writer;

    /// <summary>The fact of an event.</summary>
    /// <param name="fact">Of a type that <see cref="EventTypes"/> knows.</param>
    /// <param name="at">When, by the clock of who decided.</param>
    public static Fact Write(object fact, DateTimeOffset at)
    {
        var type = EventTypes.Of(fact.GetType());
        return new(type.Alias, Write(fact, Plain), type.HasPersonal ? Present(Write(fact, Sealed)) : null, at);
    }

    /// <summary>The event of a fact; an <see cref="UnknownFact"/> where this version of the platform does not know it.</summary>
    public static object Read(Fact fact)
    {
        if (EventTypes.Find(fact.Type) is not { } type)
            return UnknownFact.Of(fact);
        try
        {
            return JsonSerializer.Deserialize(Joined(fact.Body.Span, fact.Personal is { } personal ? personal.Span : []), type.Type, Whole)!;
        }
        catch (JsonException)
        {
            // A known name with a content from the future (a new channel, say) is kept as unreadable, not guessed at.
            return UnknownFact.Of(fact);
        }
    }

    /// <summary>A value of a known type: an answer, a snapshot.</summary>
    public static ReadOnlyMemory<byte> Write<T>(T value) => Write(value, Whole);

    /// <summary>What <see cref="Write{T}(T)"/> wrote.</summary>
    /// <exception cref="JsonException">It did not.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json) => JsonSerializer.Deserialize<T>(json.Span, Whole)!;

    /// <summary>What is made of a value's JSON, which is not kept.</summary>
    internal static byte[] Write<T>(T value, JsonSerializerOptions options, Func<ReadOnlySpan<byte>, byte[]> make)
    {
        var buffer = _buffer ??= new(4096);
        var writer = _writer ??= new(buffer, new() { Encoder = options.Encoder, SkipValidation = true });
        try
        {
            JsonSerializer.Serialize(writer, value, value?.GetType() ?? typeof(T), options);
            writer.Flush();
            return make(buffer.WrittenSpan);
        }
        finally
        {
            buffer.ResetWrittenCount();
            writer.Reset();
        }
    }

    static byte[] Write<T>(T value, JsonSerializerOptions options) => Write(value, options, static json => json.ToArray());

    internal static JsonSerializerOptions Options(Action<JsonTypeInfo>? modifier)
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        if (modifier is not null)
            resolver.Modifiers.Add(modifier);
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // Never shown by a browser as it stands: accents stay one or two bytes.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = resolver,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
            MaxDepth = 32,
        };
        options.MakeReadOnly();
        return options;
    }

    static ReadOnlyMemory<byte>? Present(byte[] json) => json.Length > 2 ? (ReadOnlyMemory<byte>?)json : null;

    static void Keep(JsonTypeInfo type, bool personal)
    {
        if (!EventTypes.Knows(type.Type))
            return;
        for (var i = type.Properties.Count - 1; i >= 0; i--)
            if (type.Properties[i].AttributeProvider?.IsDefined(typeof(PersonalAttribute), true) == true != personal)
                type.Properties.RemoveAt(i);
    }

    static ReadOnlySpan<byte> Joined(ReadOnlySpan<byte> body, ReadOnlySpan<byte> personal)
    {
        if (personal.Length <= 2)
            return body;
        if (body.Length <= 2)
            return personal;
        var joined = new byte[body.Length + personal.Length - 1];
        body[..body.LastIndexOf((byte)'}')].CopyTo(joined);
        var end = body.LastIndexOf((byte)'}');
        joined[end] = (byte)',';
        var rest = personal[(personal.IndexOf((byte)'{') + 1)..];
        rest.CopyTo(joined.AsSpan(end + 1));
        return joined.AsSpan(0, end + 1 + rest.Length);
    }
}
