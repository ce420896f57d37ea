using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contacts;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Contacts;

/// <summary>Brings a contact to the file of who it is from, and opens one where there is none (F10).</summary>
/// <remarks>The file is found by the mail, else by the phone; a person without either gets a new file each time, which agents merge.
/// A file is opened without looking first: the claims of its contact points, in the same transaction, tell who was there before. Where they tell
/// so often, as in a silo that has just come, it is looked first.</remarks>
public sealed class ContactIntake(IGrainFactory grains, IJournal journal, ContactPointDigest digest, TimeProvider clock)
{
    const int Hops = 32;
    readonly OwnerCache _hints = new();
    GrainReference? _template;

    /// <summary>Records a contact once: the same command id gives the first receipt, whichever file the first try found or opened.</summary>
    /// <param name="tenant">Whose; the caller has entered its <see cref="TenantScope"/>.</param>
    /// <param name="commandId">See <see cref="Command"/>.</param>
    /// <param name="by">Who records it.</param>
    /// <param name="contact">The contact.</param>
    /// <param name="person">Who they say they are.</param>
    /// <param name="citizen">The file, where it is known; null to find or open one.</param>
    /// <param name="verified">The mail and phone of the person are proven.</param>
    public async Task<Outcome<Receipt>> Record(
        TenantId tenant, string commandId, Actor by, Contact contact, Identity person, CitizenId? citizen = null, bool verified = false)
    {
        var command = new RecordContact(commandId, by, contact, person, verified, Opens: citizen is null);
        if (ContactPointParser.Read(person, verified, out var points) is { } refused)
            return refused;
        var file = citizen is { } known ? new(known, IsHint: false) : await Guess(tenant, points);
        var origin = file.Id;
        for (var hop = 0; hop < Hops; hop++)
        {
            // So long a way leads in a ring, or to a survivor that has not taken the duplicate in.
            if (hop == Hops / 2)
            {
                await Citizen(tenant, origin).RepairMerge(new(commandId + "/repair", by));
                file = new(origin, IsHint: false);
            }
            var outcome = await Citizen(tenant, file.Id).Record(command);
            switch (outcome.Refusal)
            {
                case FileMerged merged:
                    file = file with { Id = merged.Survivor };
                    break;
                case BelongsToAnother or NoSuchCitizen or CitizenErased when citizen is null:
                    _hints.Forget(tenant, points[0].Value);
                    file = await Owner(tenant, points);
                    origin = file.Id;
                    break;
                case null when outcome.Value is { } receipt && points.Count > 0 && file.IsHint:
                    _hints.Learn(tenant, points[0].Value, receipt.Citizen);
                    if (receipt.Version == 1)
                        _hints.RecordMiss(known: false);
                    return outcome;
                default:
                    return outcome;
            }
        }
        // A merge that a crash cut in two: the survivor has not got the contact points yet. The history follower brings them.
        throw new JournalUnavailableException("The file is being merged. Try again.");
    }

    // The types are taken from the first reference: to make one from the interface reads its attributes at every call, 6 % of a silo's processor.
    ICitizenGrain Citizen(TenantId tenant, CitizenId citizen)
    {
        if (_template is { } known)
            return (ICitizenGrain)grains.GetGrain(GrainId.Create(known.GrainId.Type, TenantKey.Of(tenant, citizen.ToString())), known.InterfaceType);
        var first = grains.Citizen(tenant, citizen);
        _template = first as GrainReference;
        return first;
    }

    ValueTask<File> Guess(TenantId tenant, IReadOnlyList<ContactPoint> points) =>
        points.Count == 0 ? new(new File(Fresh(), IsHint: false))
        : _hints.Find(tenant, points[0].Value) is { } hint ? new(new File(hint, IsHint: true))
        : _hints.PreferLookup || WasOther(points) ? Owner(tenant, points) : new(Opened(tenant, points));

    // A file that an earlier release opened is found under the claim of its day, which none of today's would meet.
    static bool WasOther(IReadOnlyList<ContactPoint> points)
    {
        for (var i = 0; i < points.Count; i++)
            if (ContactPointParser.WasOther(points[i]))
                return true;
        return false;
    }

    // The mail comes first, and so decides where mail and phone are of two files.
    async ValueTask<File> Owner(TenantId tenant, IReadOnlyList<ContactPoint> points)
    {
        List<(ClaimKey Key, bool IsFirst)> claims = [.. points.SelectMany(point => digest.Every(point).Select(key => (key, ReferenceEquals(point, points[0]))))];
        var owners = await journal.Owners(tenant, [.. claims.Select(static claim => claim.Key)]);
        for (var i = 0; i < owners.Count; i++)
            if (owners[i] is { } owner)
            {
                _hints.RecordMiss(known: true);
                return new(CitizenId.Parse(owner.Id), claims[i].IsFirst);
            }
        return Opened(tenant, points);
    }

    File Opened(TenantId tenant, IReadOnlyList<ContactPoint> points) =>
        new(_hints.Open(tenant, points[0].Value, Fresh()), IsHint: true);

    CitizenId Fresh() => CitizenId.New(clock.GetUtcNow());

    /// <summary>Where to go.</summary>
    /// <param name="Id">Which file.</param>
    /// <param name="IsHint">The first contact point is this file's, if the contact is accepted there: worth remembering.</param>
    readonly record struct File(CitizenId Id, bool IsHint);
}
