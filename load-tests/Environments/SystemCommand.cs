using System.Diagnostics;

namespace Platform.LoadTests.Environments;

/// <summary>Runs programs of the machine.</summary>
static class SystemCommand
{
    /// <summary>Runs one to its end.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0; its output is in the message.</exception>
    public static async Task Run(string program, string[] arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        var command = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>()) command.Environment[name] = value;
        using var process = Process.Start(command) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = await Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {string.Join('\n', output)}");
    }
}
