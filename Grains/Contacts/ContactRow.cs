using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Contacts;

/// <summary>A written contact that waits for an agent (F6), until a request is opened from it or it is marked as done.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Citizen">Of whom.</param>
/// <param name="Version">Its place in the history.</param>
/// <param name="Channel">By which way.</param>
/// <param name="Service">For whom; null where nobody knows yet.</param>
/// <param name="At">Since when it waits.</param>
/// <param name="Waiting">False once someone took it up.</param>
public sealed record ContactRow(
    [property: RowKey] TenantId Tenant, [property: RowKey] Guid Citizen, [property: RowKey] long Version, Channel Channel, string? Service,
    DateTimeOffset At, bool Waiting) : IRow
{
    // A contact waits from its first moment, when its version is new, or never.
    bool IRow.IsNew => Waiting;

    /// <summary>Written contacts wait for an agent (F6); a live one was answered while it lasted.</summary>
    internal static bool Waits(Channel channel) => channel is Channel.Post or Channel.Email or Channel.Web or Channel.Social or Channel.Sms;
}
