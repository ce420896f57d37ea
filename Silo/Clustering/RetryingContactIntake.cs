using Platform.Gateway.Contracts;
using Platform.Grains.Contacts;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contacts;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Silo.Clustering;

/// <summary>Takes contacts in; a contact whose silo was lost on the way is sent again, and its command id gives the first receipt.</summary>
/// <remarks>The hottest path of the platform: it is repeated as a whole, over the bare grain factory, so that no proxy stands between.</remarks>
sealed class RetryingContactIntake(ContactIntake intake, ISiloDirectory silos) : IContactIntake
{
    public Task<Outcome<Receipt>> Record(
        TenantId tenant, string commandId, Actor by, Contact contact, Identity person, CitizenId? citizen, bool verified) =>
        LostSiloRetry.Run(silos, () => intake.Record(tenant, commandId, by, contact, person, citizen, verified));
}
