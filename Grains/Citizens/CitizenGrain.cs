using Orleans.Placement;
using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Histories;
using Platform.Grains.Interfaces.Identities;

namespace Platform.Grains.Citizens;

/// <inheritdoc cref="ICitizenGrain"/>
[GrainType("citizen"), PreferLocalPlacement]
public sealed class CitizenGrain(IJournal journal, DecisionClock clock, ContactPointDigest digest, IGrainFactory grains)
    : EventSourcedGrain<CitizenState, CitizenEvent>(Kind, journal, clock), ICitizenGrain
{
    /// <summary>The type of the grain, and of its streams in the journal.</summary>
    public const string Kind = "citizen";

    const int LongestPage = 500;

    CitizenId Id => CitizenId.Parse(Stream.Id);

    /// <inheritdoc/>
    public Task<Outcome<Receipt>> Record(RecordContact command)
    {
        ContactPointKind? notMine = null;
        return Commit(
            command, (citizen, now) => citizen.Record(command, now, notMine), Receipt,
            taken =>
            {
                // The mail says whose contact it is; a phone may be a family's.
                if (State.Version == 0 || !command.Opens || taken.Claim.Kind != "phone" || ContactPointParser.Mail(command.Person.Email) is null)
                    return Another(taken);
                notMine = ContactPointKind.Phone;
                return null;
            },
            command.Opens);
    }

    /// <inheritdoc/>
    public Task<Outcome<Receipt>> Note(AddNote command) => Commit(command, (citizen, now) => citizen.Note(command, now), Receipt);

    /// <inheritdoc/>
    public Task<Outcome<Receipt>> Correct(CorrectIdentity command) =>
        Commit(command, (citizen, now) => citizen.Correct(command, now), Receipt, Another);

    /// <inheritdoc/>
    public Task<Outcome<Receipt>> Consent(SetConsent command) => Commit(command, (citizen, now) => citizen.Consent(command, now), Receipt);

    /// <inheritdoc/>
    public Task<Outcome<Receipt>> Verify(VerifyContactPoint command) =>
        Commit(command, (citizen, now) => citizen.Verify(command, now), Receipt, Another);

    /// <inheritdoc/>
    public async Task<Outcome<Receipt>> Merge(MergeInto command)
    {
        // Read from the journal, not asked of the other grain: two files that merge into each other at once would wait for ever.
        var (survivor, _, _, _) = await Journal.Fold<CitizenState, CitizenEvent>(Stream with { Id = command.Survivor.ToString() });
        var outcome = await Commit(
            command, (citizen, now) => citizen.Merge(Id, survivor, command, now), Receipt,
            // Somebody joins this file, or the survivor joined somebody since it was read; else a third is still being taken in.
            taken => taken.Claim == CitizenClaims.Merge(Id) || taken.Owner == command.Survivor.ToString() ? new CannotMerge() : new MergeInProgress());
        if (outcome.Refusal is null && State.MergedInto is not null)
            await TryFinish(command.By);
        return outcome;
    }

    /// <inheritdoc/>
    public async Task<Outcome<Receipt>> RepairMerge(RepairMerge command)
    {
        var chain = await MergeChain.Of(Journal, Stream);
        if (chain.Opening == Id)
            return await Commit(command, (citizen, now) => citizen.LeaveRing(command, now), Receipt);
        if (chain.Opening is { } opening)
            await grains.Citizen(Stream.Tenant, opening).RepairMerge(command with { CommandId = $"{command.CommandId}/{opening}" });
        // Straight to the end of the chain: two files that repair at once must not wait for each other.
        if ((chain.Opening ?? chain.End) is { } end && await Loaded() is { MergedInto: not null } merged)
            return await Merging.Finish(grains, Stream.Tenant, Id, merged with { MergedInto = end }, command.By);
        return Receipt(await Loaded(), Now);
    }

    /// <inheritdoc/>
    public Task<Outcome<Receipt>> Absorb(AbsorbDuplicate command) =>
        Commit(command, (citizen, now) => citizen.Absorb(command, now), Receipt, Another);

    /// <inheritdoc/>
    public Task<Outcome<Receipt>> Follow(FollowRequest command) => Commit(command, (citizen, now) => citizen.Follow(command, now), Receipt);

    /// <inheritdoc/>
    public async Task<Outcome<Receipt>> Erase(EraseCitizen command)
    {
        var citizen = await Loaded();
        if (citizen.Version == 0)
            return new NoSuchCitizen();
        if (citizen.MergedInto is { } survivor)
            return new FileMerged(survivor);
        try
        {
            await CitizenErasure.Erase(grains, Journal, Stream);
        }
        finally
        {
            DeactivateOnIdle();
        }
        return Receipt(citizen, Now);
    }

    /// <inheritdoc/>
    public async Task<Outcome<CitizenView>> Read() =>
        await Current() is { Version: > 0 } citizen ? citizen.View(Id) : new NoSuchCitizen();

    /// <inheritdoc/>
    public async Task<Outcome<HistoryPage>> History(long after, int limit)
    {
        var size = Math.Clamp(limit, 1, LongestPage);
        // One more than is shown: whether a page follows is for the journal to say, not for memory.
        var facts = await Journal.Read(Stream, Math.Max(after, 0), size + 1);
        if (facts.Count == 0 && (await Current()).Version == 0)
            return new NoSuchCitizen();
        return new HistoryPage([.. facts.Take(size).Select(HistoryLine.Of)], facts.Count > size ? facts[size - 1].Version : null);
    }

    /// <inheritdoc/>
    protected override Append AddProjections(Append append, CitizenState before, CitizenState after, IReadOnlyList<CitizenEvent> events) =>
        CitizenLists.AddProjections(append, digest, before, after, events);

    async Task TryFinish(Actor by)
    {
        try
        {
            await Merging.Finish(grains, Stream.Tenant, Id, State, by);
        }
        catch (Exception)
        {
            // The merge is committed: the history follower brings the survivor its part.
        }
    }

    Receipt Receipt(CitizenState citizen, DateTimeOffset now) => new(Id, citizen.Version, now);

    static BelongsToAnother Another(Appended.Taken taken) => new(CitizenId.Parse(taken.Owner));
}
