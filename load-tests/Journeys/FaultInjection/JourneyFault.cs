using Platform.LoadTests.Faults;
using Platform.LoadTests.Journeys.CommandLine;

namespace Platform.LoadTests.Journeys.FaultInjection;

/// <summary>A promise that another journey measures.</summary>
/// <param name="Name">Its name for <c>--only</c>.</param>
/// <param name="Promise">What the platform promises.</param>
/// <param name="Journey">The journey, run with its default options.</param>
/// <param name="FindBrokenPromises">Finds broken promises in its result.</param>
sealed record JourneyFault(string Name, string Promise, IJourney Journey, Func<JourneyResult, IEnumerable<string>> FindBrokenPromises) : IFault
{
    public async Task<FaultResult> Run(FaultSuite suite, CancellationToken cancellation)
    {
        // It measures: the shared cluster would take from the same processors.
        await suite.DisposeSharedCluster();
        var result = await Journey.Run(OptionValues.Parse(Journey.Options, []), suite.Progress, cancellation);
        return new(Name, Promise)
        {
            Verdict = result.Verdict, Acknowledged = result.Acknowledged, Unanswered = result.Unanswered, BrokenPromises = [.. FindBrokenPromises(result)], Observations = [$"{result}"],
        };
    }
}
