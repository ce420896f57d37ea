using System.Net;

namespace Platform.LoadTests.Platforms;

/// <summary>Silo and gateway as processes of their own, the silo's journal on SQLite in a folder that goes with it.</summary>
sealed class OnSqlite : IPlatform
{
    readonly string folder;
    readonly Separate servers;

    OnSqlite(string folder, Separate servers) => (this.folder, this.servers) = (folder, servers);

    /// <inheritdoc/>
    public IPEndPoint Address => servers.Address;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> Processes => servers.Processes;

    /// <summary>Starts both.</summary>
    public static async Task<OnSqlite> Start(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("platform-data-").FullName;
        try
        {
            var sqlite = new OnSqlite(folder, await Separate.Start(
                new Dictionary<string, string> { ["Journal:Provider"] = "Sqlite", ["Journal:Folder"] = folder }, cancellation));
            await PlatformFactory.Knows(sqlite.Address, cancellation);
            return sqlite;
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task KillAndRestart(CancellationToken cancellation) => servers.KillAndRestart(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await servers.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
