using System.Runtime.InteropServices;

namespace Platform.LoadTests.Journeys.CommandLine;

/// <summary>Parses the command line, runs a journey and returns the exit code.</summary>
/// <param name="journeys">The journeys that can be run.</param>
/// <param name="output">Standard output: gets the result.</param>
/// <param name="progress">Standard error: gets everything else.</param>
sealed class JourneyRunner(IReadOnlyList<IJourney> journeys, TextWriter output, TextWriter progress)
{
    const int Held = 0;
    const int Broken = 1;
    const int UsageError = 2;
    const int Failed = 3;
    const int Interrupted = 130;

    /// <summary>Runs what the arguments ask for.</summary>
    /// <returns>0: the invariants held; 1: one did not; 2: usage error; 3: it could not be run; 130: interrupted.</returns>
    public async Task<int> Run(string[] arguments)
    {
        if (arguments is [] or ["--help"] or [_, "--help"])
        {
            new HelpWriter(journeys, output).Write();
            return arguments is [] ? UsageError : Held;
        }
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            var journey = journeys.FirstOrDefault(one => one.Name == arguments[0])
                ?? throw new UsageException($"There is no journey '{arguments[0]}'. There are: {string.Join(", ", journeys.Select(one => one.Name))}.");
            var result = await journey.Run(OptionValues.Parse(journey.Options, arguments.AsSpan(1)), progress, stop.Token);
            await output.WriteLineAsync(result.ToString());
            return result.Held ? Held : Broken;
        }
        catch (UsageException usage)
        {
            await progress.WriteLineAsync($"{usage.Message} All journeys and options: --help");
            return UsageError;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await progress.WriteLineAsync("Interrupted. What was started is stopped.");
            return Interrupted;
        }
        catch (Exception failure) when (failure is InvalidOperationException or IOException or TimeoutException or HttpRequestException)
        {
            await progress.WriteLineAsync(failure.Message);
            return Failed;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
