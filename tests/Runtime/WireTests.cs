using System.Text;
using Orleans;
using Orleans.Runtime;

namespace Platform.Tests.Runtime;

// A call between silos is written and read, even in one process: what would be lost on a wire is lost in a test.
public sealed class WireTests
{
    [Fact]
    public void AValueKeepsItsKindAndItsNumberedMembersOnly()
    {
        var sent = new Envelope([new Letter("Madame", "Bonjour"), new Parcel(3)], "not numbered");
        var received = Read(Wire.Write(new AnswerMessage(1), (sent, typeof(Envelope))));
        Assert.Equal(sent.Pieces, received.Pieces);
        Assert.Null(received.Scribble);
        Assert.Contains("\"$type\":\"runtime-tests.letter\"", Text(sent));
    }

    [Fact]
    public void OnlyWhatIsNamedAndNumberedIsMadeFromAMessage()
    {
        var forged = Text(new([new Parcel(3)], null)).Replace("runtime-tests.parcel", "System.Diagnostics.Process");
        Assert.Throws<System.Text.Json.JsonException>(() => Read(Encoding.UTF8.GetBytes(forged)));
        Assert.Throws<NotSupportedException>(() => WireTypes.NameOf("user", new Version(1, 0)));
        Assert.Null(WireTypes.Find("System.Version"));
    }

    static string Text(Envelope sent) => Encoding.UTF8.GetString(Wire.Write(new AnswerMessage(1), (sent, typeof(Envelope))).Span);

    static Envelope Read(ReadOnlyMemory<byte> message)
    {
        var reader = Wire.Open(message.Span);
        Assert.Equal(new AnswerMessage(1), Wire.Next(ref reader, typeof(Message)));
        return (Envelope)Wire.Next(ref reader, typeof(Envelope))!;
    }

    [Fact]
    public async Task AnUnknownFailureArrivesWithItsNameAndText()
    {
        await using var cluster = await Silos.Many(1);
        var witness = cluster.Client.GetGrain<IWitness>(Silos.NewKey());
        WitnessGrain.Failing[witness.GetPrimaryKeyString()] = true;
        var failure = await Assert.ThrowsAsync<OrleansException>(witness.Reasons);
        Assert.Equal("IOException: Les archives sont fermées.", failure.Message);
    }

    [Fact]
    public async Task DeadlocksAreSeenAcrossSilos()
    {
        await using var cluster = await Silos.Many(3);
        var keys = Enumerable.Range(0, 6).Select(_ => Silos.NewKey()).ToArray();
        var failure = await Assert.ThrowsAsync<OrleansException>(() => cluster.Client.GetGrain<ICounter>(keys[0]).CallThrough([.. keys[1..], keys[0]]));
        Assert.Contains($"counter/{keys[5]} -> runtime-tests.counter/{keys[0]}.", failure.Message);
    }

    [GenerateSerializer, Immutable, Alias("runtime-tests.piece")]
    abstract record Piece;

    [GenerateSerializer, Immutable, Alias("runtime-tests.letter")]
    sealed record Letter([property: Id(0)] string To, [property: Id(1)] string Text) : Piece;

    [GenerateSerializer, Immutable, Alias("runtime-tests.parcel")]
    sealed record Parcel([property: Id(0)] int Weight) : Piece;

    [GenerateSerializer, Immutable, Alias("runtime-tests.envelope")]
    sealed class Envelope(IReadOnlyList<Piece> pieces, string? scribble)
    {
        public Envelope() : this([], null) { }

        [Id(0)] public IReadOnlyList<Piece> Pieces { get; init; } = pieces;

        public string? Scribble { get; init; } = scribble;
    }
}
