namespace Platform.LoadTests.Checking;

/// <summary>A receipt that a client got. A command that was sent twice may have two.</summary>
/// <param name="Mark">Of the command.</param>
/// <param name="Person">Who contacted, in the journey's own numbering.</param>
/// <param name="Citizen">The file it came to.</param>
/// <param name="Version">Its place in the history.</param>
/// <param name="SentAt">When it was sent, by any one clock that never goes back; 0 where an earlier sending may not be known.</param>
/// <param name="AnsweredAt">When the receipt came, by the same clock.</param>
readonly record struct Acknowledgement(Mark Mark, int Person, Guid Citizen, long Version, long SentAt, long AnsweredAt);

/// <summary>A history, or a beginning of one, as it was read.</summary>
/// <param name="Tenant">Whose host was asked.</param>
/// <param name="Citizen">Whose history.</param>
/// <param name="AskedAt">When the read began, by the clock of the acknowledgements.</param>
/// <param name="Lines">In the order that was answered.</param>
sealed record History(string Tenant, Guid Citizen, long AskedAt, IReadOnlyList<Line> Lines);

/// <summary>A line of a history.</summary>
/// <param name="Version">Its place.</param>
/// <param name="Mark">The command that wrote it; null where it is no contact of a journey.</param>
readonly record struct Line(long Version, Mark? Mark);

/// <summary>What the clients saw broken, by the numbers of <c>faults.md</c>. All zero: the invariants held.</summary>
/// <param name="Lost">K1: acknowledged, and not in that history at that version.</param>
/// <param name="Duplicated">K2: written once more than once, or answered with two receipts.</param>
/// <param name="Gaps">K3: versions missing, repeated or out of order.</param>
/// <param name="Reordered">K4: sent after another was answered, and yet before it.</param>
/// <param name="Stale">K5: a read that missed what was acknowledged before it, or that no prefix explains.</param>
/// <param name="Foreign">K6: another tenant's contact, or one that nobody sent.</param>
/// <param name="Split">F11: one person with several files.</param>
readonly record struct Verdict(long Lost, long Duplicated, long Gaps, long Reordered, long Stale, long Foreign, long Split)
{
    /// <summary>Nothing was broken.</summary>
    public bool Held => this == default;

    /// <summary>What two platforms broke together.</summary>
    public static Verdict operator +(Verdict one, Verdict other) => new(
        one.Lost + other.Lost, one.Duplicated + other.Duplicated, one.Gaps + other.Gaps, one.Reordered + other.Reordered,
        one.Stale + other.Stale, one.Foreign + other.Foreign, one.Split + other.Split);
}
