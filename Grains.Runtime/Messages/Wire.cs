using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Orleans.Runtime;

// Values as they travel: JSON, members by [Id], and the kind of a value by [Alias], never by a CLR name.
static class Wire
{
    static readonly JsonSerializerOptions Options = new()
    {
        IncludeFields = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepNumberedMembers, TellKinds } },
        Converters =
        {
            new TextConverter<SiloAddress>(SiloAddress.FromParsableString, a => a.ToParsableString()),
            new TextConverter<GrainId>(GrainId.Parse, g => g.ToString()),
        },
    };

    static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly JsonReaderOptions Reading = new() { AllowMultipleValues = true };

    // The message, then each value: JSON texts one after the other, so that nothing is written twice.
    public static ReadOnlyMemory<byte> Write(Message message, params ReadOnlySpan<(object? Value, Type Type)> values)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(bytes, Writing);
        JsonSerializer.Serialize(writer, message, Options);
        foreach (var (value, type) in values)
        {
            writer.Flush();
            writer.Reset();
            bytes.Write("\n"u8);
            JsonSerializer.Serialize(writer, value, type, Options);
        }
        writer.Flush();
        return bytes.WrittenMemory;
    }

    public static Utf8JsonReader Open(ReadOnlySpan<byte> message) => new(message, Reading);

    public static object? Next(ref Utf8JsonReader reader, Type type)
    {
        reader.Read();
        return JsonSerializer.Deserialize(ref reader, type, Options);
    }

    static void KeepNumberedMembers(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object || !info.Type.IsDefined(typeof(GenerateSerializerAttribute), false))
            return;
        for (var i = info.Properties.Count - 1; i >= 0; i--)
        {
            if (info.Properties[i].AttributeProvider?.IsDefined(typeof(IdAttribute), true) != true)
                info.Properties.RemoveAt(i);
        }
    }

    static void TellKinds(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object || info.Type.IsSealed || !info.Type.IsDefined(typeof(GenerateSerializerAttribute), false))
            return;
        info.PolymorphismOptions = new() { TypeDiscriminatorPropertyName = "$type", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization };
        foreach (var (name, type) in WireTypes.KindsOf(info.Type))
            info.PolymorphismOptions.DerivedTypes.Add(new(type, name));
        if (info.PolymorphismOptions.DerivedTypes.Count == 0)
            info.PolymorphismOptions = null;
    }

    sealed class TextConverter<T>(Func<string, T> parse, Func<T, string> format) : JsonConverter<T> where T : notnull
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(format(value));

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => parse(reader.GetString()!);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(format(value));
    }
}
