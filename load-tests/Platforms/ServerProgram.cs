using System.Diagnostics;
using Platform.LoadTests.Environments;

namespace Platform.LoadTests.Platforms;

/// <summary>How a program of the platform is started: its command line and environment.</summary>
/// <param name="Name">The project's name.</param>
/// <param name="Arguments">Command line arguments.</param>
/// <param name="Settings">By their keys, as <c>Section:Key</c>.</param>
/// <param name="Environment">Where it runs.</param>
sealed record ServerProgram(string Name, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Settings, ProcessEnvironment Environment)
{
    /// <summary>Starts it from the build output beside this program's; in Release from what was published, which is compiled ahead of time.</summary>
    /// <exception cref="InvalidOperationException">It is not built.</exception>
    public Process Start() => Process.Start(CreateStartInfo()) ?? throw new InvalidOperationException($"{Name} did not start.");

    ProcessStartInfo CreateStartInfo()
    {
        // bin/<configuration>/<framework> of this project leads to the same folder of the program's project.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var folder = Path.Combine(here.Parent!.Parent!.Parent!.Parent!.FullName, Name);
        var program = Path.Combine(folder, "bin", here.Parent.Name, here.Name, here.Parent.Name is "Release" ? "publish" : "", Name + ".dll");
        if (!File.Exists(program)) throw new InvalidOperationException($"{Name} is not built: {program} is missing. Run: dotnet build load-tests -c {here.Parent.Name}");
        string[] line = [.. Environment.CommandPrefix, "dotnet", program, .. Arguments];
        var command = new ProcessStartInfo(line[0], line[1..])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // Demonstration sign-in is refused in Production.
        command.Environment["ASPNETCORE_ENVIRONMENT"] = Settings.ContainsKey("SignIn:Demonstration") ? "Standalone" : "Production";
        // As deploy/ starts it, unless another value is to be measured.
        command.Environment.TryAdd("DOTNET_GCgen0size", "1000000");
        foreach (var (key, value) in Environment.Variables) command.Environment[key] = value;
        foreach (var (key, value) in Settings) command.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return command;
    }
}
