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

    public static JsonElement Write(object? value, Type type) => JsonSerializer.SerializeToElement(value, type, Options);
    public static object? Read(JsonElement value, Type type) => value.Deserialize(type, Options);
    public static byte[] Write(Message message) => JsonSerializer.SerializeToUtf8Bytes(message, Options);
    public static Message Read(ReadOnlySpan<byte> message) => JsonSerializer.Deserialize<Message>(message, Options)!;

    public static TaggedValue Tag(string key, object value)
    {
        var name = WireTypes.NameOf(value.GetType());
        return WireTypes.Find(name) == value.GetType()
            ? new(name, Write(value, value.GetType()))
            : throw new NotSupportedException($"RequestContext '{key}': a {value.GetType()} cannot travel; give it [GenerateSerializer] and [Alias].");
    }

    public static object Untag(TaggedValue value) => Read(
        value.Value, WireTypes.Find(value.Type) ?? throw new NotSupportedException($"'{value.Type}' is no type that may travel."))!;

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
