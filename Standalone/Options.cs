using System.Globalization;
using System.Net;

namespace Platform.Standalone;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Port">Of the gateway; 0 for any free one.</param>
/// <param name="Data">The folder where everything is kept.</param>
/// <param name="Host">The address to listen on; null for this machine alone, over IPv4 and IPv6.</param>
sealed record Options(int Port, string Data, IPAddress? Host)
{
    const string Usage = """
        dotnet run --project Standalone [-- OPTIONS]
          --port 8080      the port of the gateway; 0 takes a free one
          --data data      the folder where everything is kept, in the current directory
          --host ADDRESS   listen beyond this machine: 0.0.0.0, or one of its addresses
        """;

    public static (Options? Run, int ExitCode) Read(string[] args, TextWriter output, TextWriter error)
    {
        var options = new Options(8080, "data", null);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "--help" or "-h")
            {
                output.WriteLine(Usage);
                return (null, ExitCodes.Done);
            }
            var value = i + 1 < args.Length ? args[i + 1] : null;
            Options? next = args[i] switch
            {
                "--port" when int.TryParse(value, CultureInfo.InvariantCulture, out var port) && port is >= 0 and <= 65535 => options with { Port = port },
                "--data" when value is { Length: > 0 } => options with { Data = value },
                "--host" when IPAddress.TryParse(value, out var host) => options with { Host = host },
                _ => null,
            };
            if (next is null)
            {
                error.WriteLine($"{args[i]} {value} : option inconnue ou valeur impossible / unknown option or impossible value.\n\n{Usage}");
                return (null, ExitCodes.BadOption);
            }
            (options, i) = (next, i + 1);
        }
        return (options, ExitCodes.Done);
    }
}

/// <summary>How the process ends.</summary>
static class ExitCodes
{
    public const int Done = 0, BadOption = 2, FolderUnusable = 3, FolderInUse = 4, PortTaken = 5, NotReady = 6;
}
