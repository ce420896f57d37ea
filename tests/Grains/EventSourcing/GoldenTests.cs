using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Grains.EventSourcing;
using Platform.Tests.Architecture;

namespace Platform.Tests.Grains.EventSourcing;

/// <summary>Facts are for ever: what was written once reads the same in every later version.</summary>
public class GoldenTests
{
    static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TheoryData<string> Aliases => [.. EventTypes.All.Select(static type => type.Alias).Order()];

    [Theory, MemberData(nameof(Aliases))]
    public void EveryEventIsWrittenAsItsGoldenPayloadSays(string alias)
    {
        var written = Payload(JournalJson.Write(Sample(alias), Samples.At));
        var file = Golden(alias);
        if (Environment.GetEnvironmentVariable("WRITE_GOLDEN") is not null && !File.Exists(file))
            File.WriteAllText(file, written.ToJsonString(Indented) + "\n");
        Assert.True(File.Exists(file), $"{alias} has no golden payload: run these tests once with WRITE_GOLDEN=1 and check the file in.");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(file)), written), $"{alias} is written differently:\n{written.ToJsonString(Indented)}");
    }

    [Theory, MemberData(nameof(Aliases))]
    public void EveryGoldenPayloadReadsAsWhatItWas(string alias)
    {
        var golden = JsonNode.Parse(File.ReadAllText(Golden(alias)))!;
        var read = JournalJson.Read(new(alias, Bytes(golden["body"])!.Value, Bytes(golden["personal"]), Samples.At));
        Assert.Equal(Sample(alias).GetType(), read.GetType());
        Assert.Equal(Text(Sample(alias)), Text(read));
    }

    [Fact]
    public void NoGoldenPayloadLostItsEvent() =>
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(Golden("any"))!).Select(Path.GetFileNameWithoutExtension)
            .Except(EventTypes.All.Select(static type => type.Alias)));

    static object Sample(string alias) => Samples.All.Single(sample => EventTypes.Alias(sample) == alias);

    static string Golden(string alias) => Path.Combine(SourceTree.Root, "tests", "Grains", "EventSourcing", "Golden", alias + ".json");

    static JsonObject Payload(Fact fact)
    {
        var payload = new JsonObject { ["body"] = JsonNode.Parse(fact.Body.Span) };
        if (fact.Personal is { } personal)
            payload["personal"] = JsonNode.Parse(personal.Span);
        return payload;
    }

    static ReadOnlyMemory<byte>? Bytes(JsonNode? node) => node is null ? null : Encoding.UTF8.GetBytes(node.ToJsonString());

    static string Text(object fact) => Encoding.UTF8.GetString(JournalJson.Write(fact).Span);
}
