namespace Platform.LoadTests.Journeys.CommandLine;

/// <summary>A load test of the platform over HTTP, which measures and verifies.</summary>
interface IJourney
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it does, in a few lines for <c>--help</c>.</summary>
    string About { get; }

    /// <summary>Its options.</summary>
    IReadOnlyList<Option> Options { get; }

    /// <summary>Runs it. Everything it started is stopped when it ends, however it ends.</summary>
    /// <param name="values">The values of its options.</param>
    /// <param name="progress">Gets progress lines.</param>
    /// <param name="cancellation">Cancelled by SIGINT or SIGTERM.</param>
    Task<JourneyResult> Run(OptionValues values, TextWriter progress, CancellationToken cancellation);
}

/// <summary>An option of the command line.</summary>
/// <param name="Name">Its name, with two hyphens.</param>
/// <param name="Value">A placeholder of its value, such as <c>FILE</c>; null: it takes none.</param>
/// <param name="Default">The default value; null: there is none.</param>
/// <param name="About">One line for <c>--help</c>.</param>
sealed record Option(string Name, string? Value, string? Default, string About)
{
    /// <summary>The option of every journey that can write a report.</summary>
    public static Option Report { get; } = new("--report", "FILE", null, "write what was found as one page of HTML");
}
