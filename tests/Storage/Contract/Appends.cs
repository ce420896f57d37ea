using System.Security.Cryptography;
using System.Text;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Tests.Storage.Contract;

/// <summary>Appends as grains make them.</summary>
static class Appends
{
    public static DateTimeOffset Noon { get; } = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A tenant that no other test has.</summary>
    public static TenantId Town() => TenantId.Parse("t-" + Guid.NewGuid().ToString("N"));

    public static CitizenId Someone() => new(Guid.CreateVersion7());

    public static EventStreamId Stream(this CitizenId citizen, TenantId town) => new(town, "citizen", citizen.ToString());

    /// <summary>A contact of a citizen: one fact with a personal part, sealed for them.</summary>
    public static Append Contact(TenantId town, CitizenId citizen, long expected, string? command = null, string said = "Lampadaire en panne")
    {
        command ??= Guid.NewGuid().ToString("N");
        return new(citizen.Stream(town), expected, command, SHA256.HashData(Encoding.UTF8.GetBytes(said)), Bytes($"receipt of {command}"),
            [Fact($$"""{"channel":"phone"}""", said)])
        {
            SealedFor = citizen,
        };
    }

    public static Fact Fact(string body, string? personal = null, string type = "contact-recorded") =>
        new(type, Bytes(body), personal is null ? default(ReadOnlyMemory<byte>?) : Bytes(personal), Noon);

    public static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(this ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public static string? Text(this ReadOnlyMemory<byte>? bytes) => bytes is { } some ? some.Text() : null;

    public static async Task<long> Commits(this IJournal journal, Append append) =>
        Assert.IsType<Appended.Committed>(await journal.Append(append)).Version;
}
