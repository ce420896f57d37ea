using System.Diagnostics;
using Platform.LoadTests.Environments;

namespace Platform.LoadTests.Platforms.Postgres;

/// <summary>The PostgreSQL programs of this machine. They refuse to run as root, so root runs them as the user <c>postgres</c>.</summary>
sealed record PostgresBinaries(string Folder)
{
    /// <summary>Environment variables beside the inherited ones.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentVariables { get; init; } = new Dictionary<string, string>();

    static bool IsRoot => Environment.UserName == "root";

    /// <summary>Found by PATH, by <c>pg_config --bindir</c>, or where Debian installs them: the newest version.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed.</exception>
    public static PostgresBinaries Find() =>
        new(OnPath().Concat(FromPgConfig()).Concat(FromDebianPackages()).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("PostgreSQL is not installed here: initdb was not found. Install Debian's package postgresql."));

    /// <summary>Runs one of them to its end.</summary>
    public Task Run(string program, params string[] arguments)
    {
        var path = Path.Combine(Folder, program);
        return IsRoot
            ? SystemCommand.Run("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments], EnvironmentVariables)
            : SystemCommand.Run(path, arguments, EnvironmentVariables);
    }

    /// <summary>Gives a folder to the user that they run as.</summary>
    public Task GiveOwnership(string folder) => IsRoot ? SystemCommand.Run("chown", ["-R", "postgres:postgres", folder]) : Task.CompletedTask;

    static IEnumerable<string> OnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);

    static IEnumerable<string> FromPgConfig()
    {
        var tool = OnPath().Select(folder => Path.Combine(folder, "pg_config")).FirstOrDefault(File.Exists);
        if (tool is null) yield break;
        using var process = Process.Start(new ProcessStartInfo(tool, "--bindir") { RedirectStandardOutput = true });
        yield return process?.StandardOutput.ReadToEnd().Trim() ?? "";
    }

    static IEnumerable<string> FromDebianPackages()
    {
        const string Packages = "/usr/lib/postgresql";
        return Directory.Exists(Packages)
            ? Directory.GetDirectories(Packages).OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var major) ? major : 0)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];
    }
}
