using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.Interfaces.Services;

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
    [property: Id(0)] Channel Channel, [property: Id(1)] string Address, [property: Id(2)] LocalText Purpose);

/// <summary>Open on a day of the week, in the tenant's time; a day may have several.</summary>
[GenerateSerializer, Immutable, Alias("opening-hours")]
public sealed record OpeningHours([property: Id(0)] DayOfWeek Day, [property: Id(1)] TimeOnly From, [property: Id(2)] TimeOnly To);
