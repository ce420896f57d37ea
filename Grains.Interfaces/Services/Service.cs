using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Tenants;

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

/// <summary>The public sheet of a service (F3), and the wall it stands behind (F12).</summary>
/// <param name="Id">Its id in this tenant.</param>
/// <param name="Name">As the public reads it.</param>
/// <param name="Purpose">What it does for whom, in a sentence or two.</param>
/// <param name="Sector">The wall: 1 to 64 of <c>a-z 0-9 -</c>, such as <c>social</c>.</param>
/// <param name="Points">Each number and address with its purpose.</param>
/// <param name="Hours">When it is open.</param>
/// <param name="Appointment">The terms: with or without, how to book.</param>
/// <param name="Access">How to get there, steps and doors, precautions.</param>
/// <param name="Busy">Peak and quiet hours.</param>
[GenerateSerializer, Immutable, Alias("service")]
public sealed record Service(
    [property: Id(0)] ServiceId Id, [property: Id(1)] LocalText Name, [property: Id(2)] LocalText Purpose, [property: Id(3)] string Sector,
    [property: Id(4)] IReadOnlyList<ServicePoint> Points, [property: Id(5)] IReadOnlyList<OpeningHours> Hours,
    [property: Id(6)] LocalText? Appointment = null, [property: Id(7)] LocalText? Access = null, [property: Id(8)] LocalText? Busy = null);

/// <summary>A way to reach a service.</summary>
/// <param name="Channel">Phone, counter, post, email...</param>
/// <param name="Address">The number (never surcharged), the street, the mail address.</param>
/// <param name="Purpose">What this one is for.</param>
[GenerateSerializer, Immutable, Alias("service-point")]
public sealed record ServicePoint(
    [property: Id(0)] Citizens.Channel Channel, [property: Id(1)] string Address, [property: Id(2)] LocalText Purpose);

/// <summary>Open on a day of the week, in the tenant's time; a day may have several.</summary>
[GenerateSerializer, Immutable, Alias("opening-hours")]
public sealed record OpeningHours([property: Id(0)] DayOfWeek Day, [property: Id(1)] TimeOnly From, [property: Id(2)] TimeOnly To);

/// <summary>A text in the languages of the house. French is always there; a missing one falls back to it.</summary>
[GenerateSerializer, Immutable, Alias("local-text")]
public sealed record LocalText(
    [property: Id(0)] string Fr, [property: Id(1)] string? En = null, [property: Id(2)] string? De = null, [property: Id(3)] string? Lb = null)
{
    /// <summary>The text in a language (<c>fr en de lb</c>), or in French.</summary>
    public string In(string language) => language switch { "en" => En, "de" => De, "lb" => Lb, _ => null } ?? Fr;
}
