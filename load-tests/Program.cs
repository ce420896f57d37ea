using Platform.LoadTests.Ceiling;
using Platform.LoadTests.Journeys;
using Platform.LoadTests.Replay;

return await new CommandLine([new ReplayJourney(), new CeilingJourney()], Console.Out, Console.Error).Run(args);
