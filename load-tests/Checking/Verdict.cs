namespace Platform.LoadTests.Checking;

/// <summary>Violations of each invariant (the numbers are those of <c>faults.md</c>). All zero: the invariants held.</summary>
/// <param name="Lost">K1: acknowledged, and not in that history at that version.</param>
/// <param name="Duplicated">K2: written more than once, or answered with two different receipts.</param>
/// <param name="Gaps">K3: versions missing, repeated or out of order.</param>
/// <param name="Reordered">K4: sent after another command was answered, and yet recorded before it.</param>
/// <param name="Stale">K5: a read that missed what was acknowledged before it, or that is no prefix of the history.</param>
/// <param name="Foreign">K6: another tenant's contact, or one that nobody sent.</param>
/// <param name="Split">F11: one person with several files.</param>
readonly record struct Verdict(long Lost, long Duplicated, long Gaps, long Reordered, long Stale, long Foreign, long Split)
{
    /// <summary>No invariant was violated.</summary>
    public bool Held => this == default;

    /// <summary>The violations of two runs together.</summary>
    public static Verdict operator +(Verdict one, Verdict other) => new(
        one.Lost + other.Lost, one.Duplicated + other.Duplicated, one.Gaps + other.Gaps, one.Reordered + other.Reordered,
        one.Stale + other.Stale, one.Foreign + other.Foreign, one.Split + other.Split);
}
