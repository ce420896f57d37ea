using Platform.LoadTests.Checking;

namespace Platform.LoadTests.Faults;

/// <summary>What became of one row.</summary>
/// <param name="Name">Of the fault.</param>
/// <param name="Promise">What the platform promises.</param>
sealed record Row(string Name, string Promise)
{
    /// <summary>What the checker found.</summary>
    public Verdict Verdict { get; init; }

    /// <summary>Contacts with a receipt.</summary>
    public long Acknowledged { get; init; }

    /// <summary>Calls that were never answered as they should be.</summary>
    public long Unanswered { get; init; }

    /// <summary>Attempts that did not get exactly one answer of the agreed kinds in time (K7).</summary>
    public long Unkept { get; init; }

    /// <summary>From the fault until each touched citizen was answered again, of all times it was made.</summary>
    public IReadOnlyList<TimeSpan> Recoveries { get; init; } = [];

    /// <summary>Every promise beyond the invariants that was not kept, in words.</summary>
    public IReadOnlyList<string> Broken { get; init; } = [];

    /// <summary>What else was seen.</summary>
    public IReadOnlyList<string> Seen { get; init; } = [];

    /// <summary>Why it could not be made here; null: it was made.</summary>
    public string? NotRun { get; init; }

    /// <summary>It was made, and everything promised was kept.</summary>
    public bool Passed => NotRun is null && Wrong.Count == 0;

    /// <summary>What was wrong, in words.</summary>
    public IReadOnlyList<string> Wrong =>
    [
        .. Verdict.Held ? [] : new[] { $"{Verdict}" },
        .. Unkept == 0 ? [] : new[] { $"{Unkept} attempts without an agreed answer in time (K7)" },
        .. Unanswered == 0 ? [] : new[] { $"{Unanswered} calls never answered" },
        .. Broken,
    ];

    /// <summary>One line.</summary>
    public override string ToString() =>
        NotRun is not null ? $"NOT RUN  {Name}: {NotRun}"
        : $"{(Passed ? "passed  " : "FAILED  ")} {Name}: {string.Join("; ", [.. Wrong, $"{Acknowledged} acknowledged", .. Seen])}";
}
