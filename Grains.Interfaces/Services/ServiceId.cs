using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Interfaces.Services;

/// <summary>A service of a tenant: 1 to 64 of <c>a-z 0-9 -</c>, such as <c>etat-civil</c>.</summary>
[GenerateSerializer, Immutable, Alias("service-id"), JsonConverter(typeof(TextValueConverter<ServiceId>))]
public readonly record struct ServiceId([property: Id(0)] string Value) : IParsable<ServiceId>
{
    /// <inheritdoc cref="TryParse"/>
    /// <exception cref="FormatException">It is no such id.</exception>
    public static ServiceId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException("Not a service.");

    /// <summary>Accepts exactly the ids described.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ServiceId result)
    {
        var accepted = s is { Length: > 0 and <= 64 } && s.AsSpan().IndexOfAnyExcept(TenantKey.Label) < 0;
        result = accepted ? new(s!) : default;
        return accepted;
    }

    /// <summary>The id.</summary>
    public override string ToString() => Value;
}
