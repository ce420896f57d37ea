using Platform.Grains.Interfaces.Contacts;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Interfaces.Citizens;

/// <summary>Brings a contact to the file of who it is from, and opens one where there is none (F10).</summary>
public interface IContactIntake
{
    /// <summary>Records a contact once: the same command id gives the first receipt, whichever file the first try found or opened.</summary>
    /// <param name="tenant">Whose; the caller has entered its <see cref="TenantScope"/>.</param>
    /// <param name="commandId">See <see cref="Command"/>.</param>
    /// <param name="by">Who records it.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="person">Who they say they are.</param>
    /// <param name="citizen">The file, where it is known; null to find or open one.</param>
    /// <param name="verified">The mail and phone of the person are proven.</param>
    /// <exception cref="JournalUnavailableException">Nobody knows whether it was recorded: send it again under the same command id.</exception>
    Task<Outcome<Receipt>> Record(
        TenantId tenant, string commandId, Actor by, Contact contact, Identity person, CitizenId? citizen = null, bool verified = false);
}
