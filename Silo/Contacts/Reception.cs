using Platform.Citizens;
using Platform.Hosting;
using Platform.Silos;
using Platform.Tenants;

namespace Platform.Contacts;

/// <summary>Takes contacts in, and asks again where a silo was lost on the way: the command id gives the first receipt.</summary>
/// <remarks>The hottest way of the platform: it asks again as a whole, over the bare way to the grains, so that nothing stands between.</remarks>
sealed class Reception(Intake intake, ISiloRegister silos)
{
    /// <inheritdoc cref="Intake.Record"/>
    public Task<Outcome<Receipt>> Record(
        TenantId tenant, string commandId, Actor by, Contact contact, Identity person, CitizenId? citizen = null, bool verified = false) =>
        Insistence.On(silos, () => intake.Record(tenant, commandId, by, contact, person, citizen, verified));
}
