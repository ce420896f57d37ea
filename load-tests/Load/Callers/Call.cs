namespace Platform.LoadTests.Load.Callers;

/// <summary>One request of a caller, with all its attempts.</summary>
/// <param name="Person">Who.</param>
/// <param name="Number">Of the command; of no meaning for a read.</param>
/// <param name="Kind">What for.</param>
/// <param name="At">When its first attempt left, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
readonly record struct Call(int Person, int Number, CallKind Kind, long At = 0);

/// <summary>What a call is for.</summary>
enum CallKind
{
    /// <summary>A contact.</summary>
    Contact,

    /// <summary>The same contact once more with the same key: at once, or late.</summary>
    Repeat,

    /// <summary>The caller's own history.</summary>
    Read,
}

/// <summary>A call that was answered.</summary>
/// <param name="Person">Whose.</param>
/// <param name="SentAt">When its first attempt left.</param>
/// <param name="AnsweredAt">When it was answered as it should be.</param>
/// <param name="Failures">Attempts that were not.</param>
readonly record struct Ended(int Person, long SentAt, long AnsweredAt, int Failures);
