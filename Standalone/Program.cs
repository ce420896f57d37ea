using Platform.Standalone;

var (options, exitCode) = Options.Read(args, Console.Out, Console.Error);
return options is null ? exitCode : await StandaloneHost.Run(options, Console.Out, Console.Error);
