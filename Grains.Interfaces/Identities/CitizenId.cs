using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.Interfaces.Identities;

/// <summary>The id of one citizen file of a tenant: a UUIDv7 (RFC 9562), written with 32 digits and 4 hyphens in lower case.</summary>
[GenerateSerializer, Immutable, Alias("citizen-id"), JsonConverter(typeof(TextValueConverter<CitizenId>))]
public readonly record struct CitizenId([property: Id(0)] Guid Value) : IParsable<CitizenId>
{
    /// <summary>An id that was never used, in the order of time.</summary>
    public static CitizenId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));

    /// <inheritdoc cref="TryParse"/>
    /// <exception cref="FormatException">It is no such id.</exception>
    public static CitizenId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException("Not an id of a citizen.");

    /// <summary>Accepts the one written form; nothing is trimmed, and no other case is accepted.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CitizenId result)
    {
        var accepted = Guid.TryParseExact(s, "D", out var value) && s.AsSpan().IndexOfAnyInRange('A', 'F') < 0;
        result = accepted ? new(value) : default;
        return accepted;
    }

    /// <summary>The written form.</summary>
    public override string ToString() => Value.ToString("D");
}
