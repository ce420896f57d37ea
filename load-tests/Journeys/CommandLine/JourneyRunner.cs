using System.Runtime.InteropServices;

namespace Platform.LoadTests.Journeys.CommandLine;

/// <summary>Calls a journey by its name.</summary>
/// <param name="journeys">Those there are.</param>
/// <param name="output">Gets the result.</param>
/// <param name="progress">Gets everything else.</param>
sealed class JourneyRunner(IReadOnlyList<IJourney> journeys, TextWriter output, TextWriter progress)
{
    const int Held = 0;
    const int Broken = 1;
    const int Refused = 2;
    const int Failed = 3;
    const int Interrupted = 130;

    /// <summary>Carries the words out.</summary>
    /// <returns>0: the invariants held; 1: one did not; 2: the words make no sense; 3: it could not be carried out; 130: interrupted.</returns>
    public async Task<int> Run(string[] words)
    {
        if (words is [] or ["--help"] or [_, "--help"])
        {
            new Help(journeys, output).Write();
            return words is [] ? Refused : Held;
        }
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            var journey = journeys.FirstOrDefault(one => one.Name == words[0])
                ?? throw new UsageException($"There is no journey '{words[0]}'. There are: {string.Join(", ", journeys.Select(one => one.Name))}.");
            var result = await journey.Run(Choices.Read(journey.Options, words.AsSpan(1)), progress, stop.Token);
            await output.WriteLineAsync(result.ToString());
            return result.Held ? Held : Broken;
        }
        catch (UsageException unclear)
        {
            await progress.WriteLineAsync($"{unclear.Message} Everything there is: --help");
            return Refused;
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
