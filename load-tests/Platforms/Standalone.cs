using System.Net;

namespace Platform.LoadTests.Platforms;

/// <summary>The whole platform in one process, on SQLite, in a folder that goes with it.</summary>
sealed class Standalone : IPlatform
{
    readonly string folder;
    readonly ServerProcess process;

    Standalone(string folder, ServerProcess process) => (this.folder, this.process) = (folder, process);

    /// <inheritdoc/>
    public IPEndPoint Address => new(IPAddress.Loopback, process.Port);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> Processes => new Dictionary<string, int> { ["standalone"] = process.Id };

    /// <summary>Starts it.</summary>
    public static async Task<Standalone> Start(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("platform-data-").FullName;
        try
        {
            return new(folder, await ServerProcess.Start(
                "Standalone", new Dictionary<string, string>(), cancellation, port => ["--port", $"{port}", "--data", folder]));
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task KillAndRestart(CancellationToken cancellation)
    {
        await process.Kill();
        await process.Start(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
