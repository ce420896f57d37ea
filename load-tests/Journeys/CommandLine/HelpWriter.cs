namespace Platform.LoadTests.Journeys.CommandLine;

/// <summary>Writes <c>--help</c>.</summary>
sealed class HelpWriter(IReadOnlyList<IJourney> journeys, TextWriter output)
{
    const int Column = 24;

    public void Write()
    {
        output.WriteLine("dotnet run -c Release --project load-tests -- JOURNEY [options]");
        output.WriteLine();
        output.WriteLine("Starts what a journey needs (PostgreSQL from this machine's binaries, silo, gateway), in temporary folders and on free ports,");
        output.WriteLine("and stops it at the end. Progress goes to standard error; standard output ends with one line of JSON.");
        output.WriteLine("Exit: 0 the invariants held, 1 one did not, 2 usage error, 3 it could not be run, 130 interrupted.");
        foreach (var journey in journeys)
        {
            output.WriteLine();
            output.WriteLine(journey.Name);
            foreach (var line in journey.About.Split('\n')) output.WriteLine($"  {line}");
            foreach (var option in journey.Options) output.WriteLine(Line(option));
        }
    }

    static string Line(Option option) =>
        $"  {($"{option.Name} {option.Value}").PadRight(Column)}{option.About}{(option.Default is null ? "" : $" (default: {option.Default})")}";
}
