using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.Interfaces.Tenancy;

/// <summary>A local authority: 1 to 63 of <c>a-z 0-9 -</c>, with no hyphen at either end (a DNS label, RFC 1123).</summary>
[GenerateSerializer, Immutable, Alias("tenant-id"), JsonConverter(typeof(TextValueConverter<TenantId>))]
public readonly record struct TenantId : IParsable<TenantId>
{
    TenantId(string value) => Value = value;

    /// <summary>The label.</summary>
    [Id(0)] public string Value { get; init; }

    /// <inheritdoc cref="TryParse"/>
    /// <exception cref="FormatException">It is no such label.</exception>
    public static TenantId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException("Not a tenant.");

    /// <summary>Accepts exactly the labels described; nothing is folded or trimmed.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TenantId result)
    {
        var accepted = s is { Length: > 0 and <= 63 } && s[0] != '-' && s[^1] != '-'
            && s.AsSpan().IndexOfAnyExcept(TenantKey.Label) < 0;
        result = accepted ? new(s!) : default;
        return accepted;
    }

    /// <summary>The label.</summary>
    public override string ToString() => Value;
}
