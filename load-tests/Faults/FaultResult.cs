using Platform.LoadTests.Checking;

namespace Platform.LoadTests.Faults;

/// <summary>The result of one fault.</summary>
/// <param name="Name">The fault's name.</param>
/// <param name="Promise">What the platform promises.</param>
sealed record FaultResult(string Name, string Promise)
{
    /// <summary>What the checker found.</summary>
    public Verdict Verdict { get; init; }

    /// <summary>Contacts with a receipt.</summary>
    public long Acknowledged { get; init; }

    /// <summary>Calls that never got a successful response.</summary>
    public long Unanswered { get; init; }

    /// <summary>Attempts that did not get exactly one response of the agreed kinds in time (K7).</summary>
    public long UnexpectedAnswers { get; init; }

    /// <summary>Recovery time of each affected caller, of all times the fault was injected.</summary>
    public IReadOnlyList<TimeSpan> RecoveryTimes { get; init; } = [];

    /// <summary>Broken promises beyond the invariants, as sentences.</summary>
    public IReadOnlyList<string> BrokenPromises { get; init; } = [];

    /// <summary>Further observations for the report.</summary>
    public IReadOnlyList<string> Observations { get; init; } = [];

    /// <summary>Why it could not be injected on this machine; null: it was.</summary>
    public string? NotRun { get; init; }

    /// <summary>It was injected, and every promise was kept.</summary>
    public bool Passed => NotRun is null && Failures.Count == 0;

    /// <summary>Everything that failed, as sentences.</summary>
    public IReadOnlyList<string> Failures =>
    [
        .. Verdict.Held ? [] : new[] { $"{Verdict}" },
        .. UnexpectedAnswers == 0 ? [] : new[] { $"{UnexpectedAnswers} attempts without an agreed answer in time (K7)" },
        .. Unanswered == 0 ? [] : new[] { $"{Unanswered} calls never answered" },
        .. BrokenPromises,
    ];

    public override string ToString() =>
        NotRun is not null ? $"NOT RUN  {Name}: {NotRun}"
        : $"{(Passed ? "passed  " : "FAILED  ")} {Name}: {string.Join("; ", [.. Failures, $"{Acknowledged} acknowledged", .. Observations])}";
}
