using Platform.LoadTests.Journeys;

return await new CommandLine(Every.Journey, Console.Out, Console.Error).Run(args);
