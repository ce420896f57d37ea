using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Interfaces.Requests;

/// <summary>Change notifications of requests, of all silos: hints for open lists, which read the truth again.</summary>
public interface IRequestChanges
{
    /// <summary>Completes when a request of the tenant has changed since this was asked. Ask again before the list is read: nothing is missed.</summary>
    Task Next(TenantId tenant);
}
