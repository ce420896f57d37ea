using System.Diagnostics;

namespace Platform.LoadTests.Postgres;

/// <summary>The PostgreSQL programs of this machine. They refuse root, so root runs them as the user <c>postgres</c>.</summary>
sealed record PostgresBinaries(string Folder)
{
    /// <summary>What they are started with, beside what this process was.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    static bool Root => Environment.UserName == "root";

    /// <summary>By PATH, by <c>pg_config --bindir</c>, or where Debian puts them: the newest.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static PostgresBinaries Find() =>
        new(OnPath().Concat(Configured()).Concat(Debian()).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL is not installed here: initdb was not found. Install Debian's package postgresql."));

    /// <summary>Runs one of them to its end.</summary>
    public Task Run(string program, params string[] arguments)
    {
        var path = Path.Combine(Folder, program);
        return Root
            ? Machine("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments], Variables)
            : Machine(path, arguments, Variables);
    }

    /// <summary>Lets them own a folder.</summary>
    public Task Give(string folder) => Root ? Machine("chown", ["-R", "postgres:postgres", folder]) : Task.CompletedTask;

    /// <summary>The processes below one.</summary>
    public static async Task<int[]> Children(int process)
    {
        var path = $"/proc/{process}/task/{process}/children";
        return File.Exists(path) ? [.. (await File.ReadAllTextAsync(path)).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)] : [];
    }

    /// <summary>SIGKILL. Who has ended already is no failure.</summary>
    public static void Kill(int process)
    {
        try
        {
            using var living = Process.GetProcessById(process);
            living.Kill();
        }
        catch (Exception ended) when (ended is ArgumentException or InvalidOperationException)
        {
        }
    }

    /// <summary>Runs a program of the machine to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; what it said is in the message.</exception>
    public static async Task Machine(string program, string[] arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        var command = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in variables ?? new Dictionary<string, string>()) command.Environment[name] = value;
        using var process = Process.Start(command) ?? throw new InvalidOperationException($"{program} did not start.");
        var said = await Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {string.Join('\n', said)}");
    }

    static IEnumerable<string> OnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);

    static IEnumerable<string> Configured()
    {
        var tool = OnPath().Select(folder => Path.Combine(folder, "pg_config")).FirstOrDefault(File.Exists);
        if (tool is null) yield break;
        using var process = Process.Start(new ProcessStartInfo(tool, "--bindir") { RedirectStandardOutput = true });
        yield return process?.StandardOutput.ReadToEnd().Trim() ?? "";
    }

    static IEnumerable<string> Debian()
    {
        const string Packages = "/usr/lib/postgresql";
        return Directory.Exists(Packages)
            ? Directory.GetDirectories(Packages).OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var major) ? major : 0)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];
    }
}
