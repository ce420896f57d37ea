using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Platform.Tests.Standalone;

/// <summary>Standalone as a newcomer starts it: a process of its own.</summary>
sealed partial class RunningStandalone : IAsyncDisposable
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    readonly Process _process;
    readonly StringBuilder _said = new();
    readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);

    RunningStandalone(string folder, int port)
    {
        // bin/<configuration>/<framework> of the tests leads to the same place of its neighbour.
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(
            here.Parent!.Parent!.Parent!.Parent!.FullName, "Standalone", "bin", here.Parent.Name, here.Name, "Standalone.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, "--port", port.ToString(CultureInfo.InvariantCulture), "--data", folder])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["Demonstration__Citizens"] = "0" },
        })!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Port => _port.Task.Result;

    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    public static RunningStandalone Begin(string folder, int port) => new(folder, port);

    public static async Task<RunningStandalone> Start(string folder)
    {
        var running = new RunningStandalone(folder, 0);
        await Task.WhenAny(running._port.Task, running._process.WaitForExitAsync()).WaitAsync(Timeout);
        Assert.True(running._port.Task.IsCompleted, running.Said);
        return running;
    }

    public async Task<int> Ends()
    {
        await _process.WaitForExitAsync().WaitAsync(Timeout);
        return _process.ExitCode;
    }

    /// <summary>SIGTERM, as an operator stops it.</summary>
    public async Task<int> Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        return await Ends();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    void Hear(string? line)
    {
        lock (_said)
            _said.AppendLine(line);
        if (line?.Contains("Ctrl-C", StringComparison.Ordinal) == true && Address.Match(Said) is { Success: true } match)
            _port.TrySetResult(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"http://saint-aubin\.localhost:(\d+)")]
    static partial Regex Address { get; }
}
