using System.Net;

namespace Platform.LoadTests.Platforms;

/// <summary>One silo and one gateway as processes, the journal on SQLite in a temporary folder.</summary>
sealed class SqlitePlatform : IPlatform
{
    readonly string folder;
    readonly SiloAndGateway servers;

    SqlitePlatform(string folder, SiloAndGateway servers) => (this.folder, this.servers) = (folder, servers);

    public IPEndPoint Address => servers.Address;

    public IReadOnlyDictionary<string, int> Processes => servers.Processes;

    /// <summary>Starts both.</summary>
    public static async Task<SqlitePlatform> Start(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("platform-data-").FullName;
        try
        {
            var sqlite = new SqlitePlatform(folder, await SiloAndGateway.Start(
                new Dictionary<string, string> { ["Journal:Provider"] = "Sqlite", ["Journal:Folder"] = folder }, cancellation));
            await PlatformFactory.WaitUntilTenantsServed(sqlite.Address, cancellation);
            return sqlite;
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public Task KillAndRestart(CancellationToken cancellation) => servers.KillAndRestart(cancellation);

    public async ValueTask DisposeAsync()
    {
        await servers.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
