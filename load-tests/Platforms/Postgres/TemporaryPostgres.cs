using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;
using Platform.LoadTests.Environments;

namespace Platform.LoadTests.Platforms.Postgres;

/// <summary>A PostgreSQL server from this machine's binaries, on a free port, in a temporary folder. Its settings are durable, as installed.</summary>
sealed class TemporaryPostgres : IAsyncDisposable
{
    static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);

    readonly PostgresBinaries binaries;
    readonly string folder;
    readonly string password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    readonly string settings;
    readonly string? configuration;
    int databases;

    TemporaryPostgres(string? folder, IEnumerable<string> settings, string? configuration, IReadOnlyDictionary<string, string> environment)
    {
        binaries = PostgresBinaries.Find() with { EnvironmentVariables = environment };
        this.folder = folder is null ? Directory.CreateTempSubdirectory("platform-pg-").FullName : Directory.CreateDirectory(folder).FullName;
        this.settings = string.Concat(settings.Select(one => $" -c {one}"));
        this.configuration = configuration;
    }

    /// <summary>Its port on 127.0.0.1, the same after a restart.</summary>
    public int Port { get; } = FreePort.Take();

    /// <summary>Connection string of the superuser: for faults, and to read tables beside the platform.</summary>
    public string Superuser => Connection("postgres", "postgres");

    /// <summary>The platform's database, as the superuser, without a pool.</summary>
    public NpgsqlDataSource OpenAsSuperuser() => NpgsqlDataSource.Create(Connection("postgres", "platform") + ";Pooling=false");

    /// <summary>Connection string of the first database's owner, as a hosting provider gives it: may create roles, is no superuser.</summary>
    public string ConnectionString => Connection("platform", "platform");

    /// <summary>Its data directory, where faults of the disk are injected.</summary>
    public string DataFolder => Path.Combine(folder, "data");

    /// <summary>Starts one with PostgreSQL's own defaults.</summary>
    /// <param name="settings">Further lines of <c>postgresql.conf</c>, such as <c>max_connections=50</c>.</param>
    public static Task<TemporaryPostgres> Start(params string[] settings) => Start(null, settings, null, new Dictionary<string, string>());

    /// <summary>Starts one with the configuration of <c>deploy/</c>, without its archiving: what is measured is what is installed.</summary>
    /// <param name="folder">Its folder, deleted at the end; null: a temporary one.</param>
    /// <param name="settings">Further lines of <c>postgresql.conf</c>, which override the deployed ones.</param>
    public static async Task<TemporaryPostgres> StartDeployed(string? folder, string[] settings) =>
        await Start(
            folder, ["archive_mode=off", .. settings], await File.ReadAllTextAsync(DeployedFile("platform.conf")),
            (await File.ReadAllLinesAsync(DeployedFile("environment"))).Where(line => line.Contains('=', StringComparison.Ordinal) && line[0] is not '#')
                .Select(line => line.Split('=')).ToDictionary(one => one[0].Trim(), one => one[1].Trim(' ', '\'')));

    static string DeployedFile(string file) => Path.Combine(AppContext.BaseDirectory, file);

    static async Task<TemporaryPostgres> Start(
        string? folder, string[] settings, string? configuration, IReadOnlyDictionary<string, string> environment)
    {
        var postgres = new TemporaryPostgres(folder, settings, configuration, environment);
        try
        {
            await postgres.Initialise();
            await postgres.Restart();
            // As deploy/postgresql/roles.sql: the platform makes no roles itself.
            await postgres.Execute("create role platform_reader nologin");
            await postgres.Execute($"create role platform login nosuperuser nocreaterole nocreatedb nobypassrls password '{postgres.password}'");
            await postgres.Execute("grant platform_reader to platform");
            await postgres.Execute("create database platform owner platform");
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates another empty database of the same owner.</summary>
    public async Task<string> CreateDatabase()
    {
        var name = $"platform_{Interlocked.Increment(ref databases)}";
        await Execute($"create database {name} owner platform");
        return Connection("platform", name);
    }

    /// <summary>Its server log.</summary>
    public Task<string> Log() => File.ReadAllTextAsync(LogFile);

    /// <summary>Starts it, or starts it again after <see cref="Kill"/> or <see cref="Stop"/>.</summary>
    public Task Restart() => binaries.Run("pg_ctl", "-D", DataFolder, "-l", LogFile, "-w", "-t", "60",
        "-o", $"-p {Port} -k {folder} -c listen_addresses=127.0.0.1{settings}", "start");

    /// <summary>SIGKILL to every process of it, as in a power cut: nothing is flushed.</summary>
    public async Task Kill()
    {
        if (!IsRunning) return;
        var postmaster = await ReadPostmasterId();
        var children = await ProcessTree.Children(postmaster);
        // The postmaster first: it would begin crash recovery when a child dies.
        ProcessTree.Kill(postmaster);
        foreach (var child in children) ProcessTree.Kill(child);
        await WaitForExit(postmaster);
    }

    public bool IsRunning => File.Exists(PidFile) && Directory.Exists($"/proc/{File.ReadLines(PidFile).First()}");

    /// <summary>Fast shutdown: connections are closed by the server.</summary>
    public Task Stop() => binaries.Run("pg_ctl", "-D", DataFolder, "-w", "-t", "60", "-m", "fast", "stop");

    public async ValueTask DisposeAsync()
    {
        // Immediate shutdown: the files are deleted anyway. Not by pg_ctl, which takes a server that ends in the middle of crash recovery for one that stays.
        if (File.Exists(PidFile))
        {
            var postmaster = await ReadPostmasterId();
            try
            {
                await SystemCommand.Run("kill", ["-QUIT", $"{postmaster}"]);
            }
            catch (InvalidOperationException) when (!Directory.Exists($"/proc/{postmaster}"))
            {
                // It had ended already.
            }
            await WaitForExit(postmaster);
        }
        Directory.Delete(folder, recursive: true);
    }

    string LogFile => Path.Combine(folder, "log");

    string PidFile => Path.Combine(DataFolder, "postmaster.pid");

    async Task<int> ReadPostmasterId() => int.Parse((await File.ReadAllLinesAsync(PidFile))[0], null);

    static async Task WaitForExit(int process)
    {
        for (var since = Stopwatch.StartNew(); Directory.Exists($"/proc/{process}"); await Task.Delay(5))
        {
            if (since.Elapsed > StopTimeout) throw new TimeoutException("PostgreSQL did not end.");
        }
    }

    async Task Initialise()
    {
        var secret = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(secret, password);
        await binaries.GiveOwnership(folder);
        await binaries.Run("initdb", "-D", DataFolder, "-U", "postgres", "--auth=scram-sha-256", $"--pwfile={secret}",
            "--encoding=UTF8", "--locale=C.UTF-8");
        File.Delete(secret);
        await File.AppendAllTextAsync(Path.Combine(DataFolder, "postgresql.conf"), configuration);
    }

    async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(Superuser + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    string Connection(string user, string database) =>
        $"Host=127.0.0.1;Port={Port};Username={user};Password={password};Database={database}";
}
