namespace Platform.LoadTests.Load.Callers;

/// <summary>One request of a caller, with all its attempts.</summary>
/// <param name="Person">The caller, from 0.</param>
/// <param name="Number">The command's number; unused for a read.</param>
/// <param name="Kind">What is sent.</param>
/// <param name="FirstSentAt">When its first attempt was sent, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
readonly record struct Call(int Person, int Number, CallKind Kind, long FirstSentAt = 0);

/// <summary>What a call sends.</summary>
enum CallKind
{
    /// <summary>A contact.</summary>
    Contact,

    /// <summary>The same contact again with the same key, at once or late.</summary>
    Duplicate,

    /// <summary>A read of the caller's own history.</summary>
    Read,
}

/// <summary>A call that was answered successfully.</summary>
/// <param name="Person">The caller.</param>
/// <param name="SentAt">When its first attempt was sent.</param>
/// <param name="AnsweredAt">When its successful response arrived.</param>
/// <param name="FailedAttempts">How many attempts failed before.</param>
readonly record struct CompletedCall(int Person, long SentAt, long AnsweredAt, int FailedAttempts);
