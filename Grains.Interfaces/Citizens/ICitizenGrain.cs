using Orleans.Concurrency;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Histories;

namespace Platform.Grains.Interfaces.Citizens;

/// <summary>One citizen of one tenant: every contact they ever had, in order.</summary>
/// <remarks>Repeating a command id returns the first receipt and changes nothing; the same id with another content is refused
/// with <see cref="CommandReused"/>. A duplicate that was merged refuses with <see cref="FileMerged"/>, which names the survivor;
/// a file that was erased refuses what is new with <see cref="CitizenErased"/>.</remarks>
[Alias("citizen")]
public interface ICitizenGrain : IGrainWithStringKey
{
    /// <summary>Adds a contact to the history. Refused with <see cref="BelongsToAnother"/> where a point of the person is in another file;
    /// a phone of another file, said together with this file's mail, is kept as said and not claimed.</summary>
    [Alias("record")] Task<Outcome<Receipt>> Record(RecordContact command);

    /// <summary>Leaves a note for colleagues.</summary>
    [Alias("note")] Task<Outcome<Receipt>> Note(AddNote command);

    /// <summary>Corrects who they are.</summary>
    [Alias("correct")] Task<Outcome<Receipt>> Correct(CorrectIdentity command);

    /// <summary>Gives or withdraws a consent.</summary>
    [Alias("consent")] Task<Outcome<Receipt>> Consent(SetConsent command);

    /// <summary>A contact point was proven.</summary>
    [Alias("verify")] Task<Outcome<Receipt>> Verify(VerifyContactPoint command);

    /// <summary>This file joins another, which then absorbs it; a crash between the two is finished by the journal's follower.</summary>
    [Alias("merge")] Task<Outcome<Receipt>> Merge(MergeInto command);

    /// <summary>Has the survivor take this duplicate in, where that was missed; opens a ring of merges at its smallest id. Nothing where all is well.</summary>
    [Alias("repair-merge")] Task<Outcome<Receipt>> RepairMerge(RepairMerge command);

    /// <summary>Takes a duplicate in.</summary>
    [Alias("absorb")] Task<Outcome<Receipt>> Absorb(AbsorbDuplicate command);

    /// <summary>A change of one of their requests joins the history.</summary>
    [Alias("follow")] Task<Outcome<Receipt>> Follow(FollowRequest command);

    /// <summary>Forgets them: the keys of this file and of its duplicates go, and every grain that remembers something of them forgets it
    /// before the answer leaves. The history keeps its lines without what was personal. Repeating it erases nothing more; after a failure it
    /// is repeated.</summary>
    [Alias("erase")] Task<Outcome<Receipt>> Erase(EraseCitizen command);

    /// <summary>Leaves memory, and whoever asks next reads the journal. Changes nothing: for what was erased behind this grain's back.</summary>
    [Alias("forget"), ReadOnly, AlwaysInterleave] Task Forget();

    /// <summary>The file as it stands.</summary>
    [Alias("read"), ReadOnly] Task<Outcome<CitizenView>> Read();

    /// <summary>A page of the history, oldest first.</summary>
    /// <param name="after">Versions above this one; 0 for the beginning.</param>
    /// <param name="limit">1 to 500 lines.</param>
    [Alias("history"), ReadOnly] Task<Outcome<HistoryPage>> History(long after, int limit);
}
