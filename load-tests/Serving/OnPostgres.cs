using System.Globalization;
using System.Net;
using Platform.LoadTests.Postgres;

namespace Platform.LoadTests.Serving;

/// <summary>Silo and gateway as processes of their own, on a PostgreSQL of their own, as in production.</summary>
sealed class OnPostgres : IPlatform
{
    readonly TemporaryPostgres postgres;
    readonly Separate servers;

    OnPostgres(TemporaryPostgres postgres, Separate servers) => (this.postgres, this.servers) = (postgres, servers);

    /// <inheritdoc/>
    public IPEndPoint Address => servers.Address;

    /// <summary>The database beneath, where another one may be made beside it.</summary>
    public TemporaryPostgres Postgres => postgres;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> Processes => new Dictionary<string, int>(servers.Processes)
    {
        ["postgres"] = int.Parse(File.ReadLines(Path.Combine(postgres.DataFolder, "postmaster.pid")).First(), CultureInfo.InvariantCulture),
    };

    /// <summary>Starts all three.</summary>
    public static async Task<OnPostgres> Start(CancellationToken cancellation)
    {
        var postgres = await TemporaryPostgres.Start();
        try
        {
            return new(postgres, await Separate.Start(
                new Dictionary<string, string>
                {
                    ["Journal:Provider"] = "Postgres", ["Journal:ConnectionString"] = postgres.ConnectionString,
                },
                cancellation));
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task KillAndRestart(CancellationToken cancellation)
    {
        await servers.Kill();
        await postgres.Kill();
        await postgres.Restart();
        await servers.Start(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await servers.DisposeAsync();
        await postgres.DisposeAsync();
    }
}
