using System.Net.Sockets;
using Npgsql;
using Platform.Grains.Interfaces.Contracts;
using Platform.Storage.Mapping;

namespace Platform.Storage.Postgres;

/// <summary>The connections, and what their failures mean.</summary>
sealed class PostgresDatabase(string connectionString) : IAsyncDisposable
{
    // Short statements: compiling one or starting processes for it costs more than all that it does.
    const string Alone = "-c jit=off -c max_parallel_workers_per_gather=0";

    // The planner guesses from statistics that an empty or fast-growing table does not have, and then walks whole tables: a factor of seven,
    // measured (docs/decisions/0003). The journal's statements find table rows by unique index alone and join their own arrays by hash alone.
    const string ByIndexAlone =
        $"{Alone} -c enable_seqscan=off -c enable_bitmapscan=off -c enable_nestloop=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan";

    // Whoever finds none free waits for one, so that a crowd at one silo takes no connection from another: docs/operations.md reckons with 40.
    const int MostOfJournal = 16, MostOfPages = 22, MostOfPings = 2;

    static PostgresDatabase() => Columns.Register();

    /// <summary>For the journal's own statements.</summary>
    public NpgsqlDataSource Journal { get; } = Source(connectionString, "journal", ByIndexAlone, MostOfJournal);

    /// <summary>For everything else: the planner decides.</summary>
    public NpgsqlDataSource Pages { get; } = Source(connectionString, "pages", Alone, MostOfPages);

    /// <summary>For pings alone: whether the database answers must not depend on how many wait for the other connections.</summary>
    public NpgsqlDataSource Pings { get; } = Source(connectionString, "ping", Alone, MostOfPings, timeoutSeconds: 2);

    /// <summary>Runs one thing, and names its failure.</summary>
    /// <exception cref="JournalUnavailableException">The database is away, or gave up.</exception>
    public async Task<T> Ask<T>(NpgsqlDataSource source, Func<NpgsqlConnection, Task<T>> question, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return await question(connection);
        }
        // A table that is not there: the migrations of a new database are still under way.
        catch (Exception failure) when (IsAway(failure) || failure is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable })
        {
            throw Away(failure);
        }
    }

    /// <summary>Whether a server listens at one of the hosts: the kernel accepts for it, so that a busy one is not taken for one that is cut off.</summary>
    public async Task<bool> IsReachable(TimeSpan timeout, CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        foreach (var host in settings.Host?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            // A folder of Unix sockets.
            if (host.StartsWith('/'))
                return true;
            var (name, port) = host.LastIndexOf(':') is var colon and > 0 && int.TryParse(host[(colon + 1)..], out var own) ? (host[..colon], own) : (host, settings.Port);
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(name, port, cancellation).AsTask().WaitAsync(timeout, cancellation);
                return true;
            }
            catch (Exception failure) when (failure is SocketException or TimeoutException)
            {
                // The next host.
            }
        }
        return false;
    }

    /// <summary>The database cannot be reached, was stopped, is full or gave up: as opposed to an error of ours.</summary>
    public static bool IsAway(Exception failure) => failure switch
    {
        // 08 connection, 53 resources (disk full, too many connections), 57 operator (shutdown, cancelled), 58 system, 40 and 55 lost to others.
        PostgresException { SqlState: var state } => state[..2] is "08" or "53" or "57" or "58" or "40" or "55" or "25",
        NpgsqlException or TimeoutException or SocketException or IOException or ObjectDisposedException => true,
        _ => false,
    };

    public static JournalUnavailableException Away(Exception failure) =>
        new("The database does not answer, so it is not known what happened. Try again with the same command id.", failure);

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        await Pages.DisposeAsync();
        await Pings.DisposeAsync();
    }

    static NpgsqlDataSource Source(string connectionString, string name, string options, int most, int timeoutSeconds = 0) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = name,
            Options = options,
            MaxPoolSize = most,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            Timeout = timeoutSeconds > 0 ? timeoutSeconds : 5,
            CommandTimeout = timeoutSeconds > 0 ? timeoutSeconds : 10,
            IncludeErrorDetail = false,
        });
}
