using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenants;

namespace Platform.Grains.Tenants;

/// <summary>What changes from one setting of everything to the next: a fact each for the profile, the hosts and every service, so that no fact
/// grows with the authority.</summary>
static class TenantSettingsDiff
{
    /// <summary>The facts that make the second of the first; none where they are the same.</summary>
    internal static IEnumerable<TenantEvent> Between(TenantSettings? before, TenantSettings after, DateTimeOffset now, Actor by)
    {
        if (before is null || !Same(TenantProfile.Of(before), TenantProfile.Of(after)))
            yield return new TenantProfileChanged(now, by, TenantProfile.Of(after));
        if (before is null || !before.Hosts.SequenceEqual(after.Hosts))
            yield return new HostsChanged(now, by, after.Hosts);
        var services = before?.Services ?? [];
        foreach (var gone in services.ExceptBy(after.Services.Select(static service => service.Id), static service => service.Id))
        {
            yield return new ServiceRemoved(now, by, gone.Id);
            services = Without(services, gone.Id);
        }
        for (var place = 0; place < after.Services.Count; place++)
            if (place >= services.Count || !Same(services[place], after.Services[place]))
            {
                yield return new ServiceDescribed(now, by, after.Services[place], place);
                services = With(services, after.Services[place], place);
            }
    }

    /// <summary>The list with a service at its place; one of the same id is moved and replaced.</summary>
    internal static IReadOnlyList<Service> With(IReadOnlyList<Service> services, Service service, int place)
    {
        var others = Without(services, service.Id);
        place = Math.Clamp(place, 0, others.Count);
        return [.. others.Take(place), service, .. others.Skip(place)];
    }

    /// <summary>The list without a service.</summary>
    internal static IReadOnlyList<Service> Without(IReadOnlyList<Service> services, ServiceId id) => [.. services.Where(service => service.Id != id)];

    // As they are written: records compare their lists by reference.
    static bool Same<T>(T one, T other) => JournalJson.Write(one).Span.SequenceEqual(JournalJson.Write(other).Span);
}
