using System.Net;

namespace Platform.LoadTests.Platforms;

/// <summary>Standalone: the whole platform in one process, on SQLite in a temporary folder.</summary>
sealed class StandalonePlatform : IPlatform
{
    readonly string folder;
    readonly ServerProcess process;

    StandalonePlatform(string folder, ServerProcess process) => (this.folder, this.process) = (folder, process);

    public IPEndPoint Address => new(IPAddress.Loopback, process.Port);

    public IReadOnlyDictionary<string, int> Processes => new Dictionary<string, int> { ["standalone"] = process.ProcessId };

    public static async Task<StandalonePlatform> Start(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("platform-data-").FullName;
        try
        {
            return new(folder, await ServerProcess.Start(
                "Standalone", new Dictionary<string, string> { ["Measurement:Edge"] = "true" }, cancellation, port => ["--port", $"{port}", "--data", folder]));
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public async Task KillAndRestart(CancellationToken cancellation)
    {
        await process.Kill();
        await process.Start(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
