namespace Platform.LoadTests.Journeys.CommandLine;

/// <summary>Something that a platform goes through, from outside, over HTTP, to be measured and checked.</summary>
interface IJourney
{
    /// <summary>As it is called on the command line.</summary>
    string Name { get; }

    /// <summary>What it does, in a few lines.</summary>
    string About { get; }

    /// <summary>What can be chosen.</summary>
    IReadOnlyList<Option> Options { get; }

    /// <summary>Goes through it. What it started is stopped when it ends, however it ends.</summary>
    /// <param name="choices">What was chosen.</param>
    /// <param name="progress">Says how far it is.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    Task<Result> Run(Choices choices, TextWriter progress, CancellationToken cancellation);
}

/// <summary>Something that can be chosen on the command line.</summary>
/// <param name="Name">With its two hyphens.</param>
/// <param name="Value">What follows it, such as <c>FILE</c>; null: nothing follows.</param>
/// <param name="Default">What holds where it is not given; null: nothing.</param>
/// <param name="About">One line.</param>
sealed record Option(string Name, string? Value, string? Default, string About)
{
    /// <summary>Of every journey that can write a report.</summary>
    public static Option Report { get; } = new("--report", "FILE", null, "write what was found as one page of HTML");
}
