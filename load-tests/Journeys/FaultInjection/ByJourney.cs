using Platform.LoadTests.Faults;
using Platform.LoadTests.Journeys.CommandLine;

namespace Platform.LoadTests.Journeys.FaultInjection;

/// <summary>A row that another journey measures.</summary>
/// <param name="Name">As it is called by <c>--only</c>.</param>
/// <param name="Promise">What the platform promises.</param>
/// <param name="Journey">Which.</param>
/// <param name="Broken">What of its figures breaks the promise.</param>
sealed record ByJourney(string Name, string Promise, IJourney Journey, Func<Result, IEnumerable<string>> Broken) : IFault
{
    /// <inheritdoc/>
    public async Task<Row> Run(Stage stage, CancellationToken cancellation)
    {
        // It measures: the other cluster would take of the same cores.
        await stage.Leave();
        var result = await Journey.Run(Choices.Read(Journey.Options, []), stage.Progress, cancellation);
        return new(Name, Promise)
        {
            Verdict = result.Verdict, Acknowledged = result.Acknowledged, Unanswered = result.Unanswered, Broken = [.. Broken(result)], Seen = [$"{result}"],
        };
    }
}
