using System.Diagnostics;
using Platform.LoadTests.Environments;

namespace Platform.LoadTests.Platforms.Postgres;

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
            ? SystemCommand.Run("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments], Variables)
            : SystemCommand.Run(path, arguments, Variables);
    }

    /// <summary>Lets them own a folder.</summary>
    public Task Give(string folder) => Root ? SystemCommand.Run("chown", ["-R", "postgres:postgres", folder]) : Task.CompletedTask;

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
