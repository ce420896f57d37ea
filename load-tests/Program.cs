using Platform.LoadTests;
using Platform.LoadTests.Journeys.CommandLine;

return await new JourneyRunner(Every.Journey, Console.Out, Console.Error).Run(args);
