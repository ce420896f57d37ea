using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace Platform.Tests.Browser;

/// <summary>The platform as <c>dotnet run --project Standalone</c> starts it: a process of its own, on a free port, in a folder of its own.</summary>
sealed partial class RunningPlatform : IAsyncDisposable
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    readonly Process _process;
    readonly string _folder;

    RunningPlatform(Process process, string folder, int port) => (_process, _folder, Port) = (process, folder, port);

    public int Port { get; }

    public static async Task<RunningPlatform> Start()
    {
        var folder = Directory.CreateTempSubdirectory("pages-").FullName;
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Standalone.dll"), "--port", "0", "--data", folder },
            Environment = { ["Demonstration__Citizens"] = "0" },
        };
        var process = Process.Start(start)!;
        var lines = Channel.CreateUnbounded<string>();
        process.OutputDataReceived += (_, line) => lines.Writer.TryWrite(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => lines.Writer.TryWrite(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new(process, folder, await Announced(lines.Reader));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    static async Task<int> Announced(ChannelReader<string> lines)
    {
        using var patience = new CancellationTokenSource(Timeout);
        var said = new List<string>();
        try
        {
            await foreach (var line in lines.ReadAllAsync(patience.Token))
            {
                said.Add(line);
                if (Address.Match(line) is { Success: true } match)
                    return int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
            }
        }
        catch (OperationCanceledException)
        {
            // What it said instead is the reason.
        }
        throw new InvalidOperationException($"The platform did not start:\n{string.Join('\n', said)}");
    }

    [GeneratedRegex(@"http://saint-aubin\.localhost:(\d+)")]
    static partial Regex Address { get; }
}
