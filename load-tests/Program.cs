using Platform.LoadTests;
using Platform.LoadTests.Journeys.CommandLine;

return await new JourneyRunner(JourneyCatalog.All, Console.Out, Console.Error).Run(args);
