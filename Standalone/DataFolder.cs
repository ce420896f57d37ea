using System.Security.Cryptography;
using System.Text.Json;

namespace Platform.Standalone;

/// <summary>The folder where everything is kept. One process at a time holds it; its secrets are made at the first start.</summary>
sealed class DataFolder : IDisposable
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly FileStream _lock;

    DataFolder(string path, FileStream fileLock, Secrets secrets) => (Path, _lock, Keys) = (path, fileLock, secrets);

    public string Path { get; }

    public Secrets Keys { get; }

    /// <exception cref="FolderException">It cannot be written, or another process holds it.</exception>
    public static DataFolder Lock(string folder)
    {
        var path = System.IO.Path.GetFullPath(folder);
        FileStream fileLock;
        try
        {
            Make(path);
            fileLock = Open(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException or NotSupportedException)
        {
            throw Unusable(path, e);
        }
        catch (IOException e)
        {
            throw IsLocked(e)
                ? new FolderException(ExitCodes.FolderInUse,
                    $"Le dossier {path} est déjà utilisé par une autre plateforme. Arrêtez-la, ou choisissez un autre dossier avec --data.",
                    $"The folder {path} is in use by another platform. Stop it, or choose another folder with --data.")
                : Unusable(path, e);
        }
        try
        {
            return new(path, fileLock, Secrets.LoadOrCreate(System.IO.Path.Combine(path, "secrets.json")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            fileLock.Dispose();
            throw Unusable(path, e);
        }
    }

    public void Dispose() => _lock.Dispose();

    static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
            System.IO.Directory.CreateDirectory(path);
        else
            System.IO.Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    static FileStream Open(string path, FileMode mode)
    {
        var how = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = OwnerOnly;
        return new(path, how);
    }

    // A sharing violation: EWOULDBLOCK of flock on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
    static bool IsLocked(IOException e) => (e.HResult & 0xFFFF) is 11 or 35 or 32;

    static FolderException Unusable(string path, Exception e) => new(ExitCodes.FolderUnusable,
        $"Le dossier {path} n'est pas utilisable ({e.Message}). Donnez-vous le droit d'y écrire, ou choisissez-en un autre avec --data.",
        $"The folder {path} cannot be used ({e.Message}). Make it writable, or choose another with --data.");

    /// <summary>What gateway and silo share, and what seals citizens' keys.</summary>
    /// <param name="Edge">The setting <c>Edge:Secret</c>.</param>
    /// <param name="Master">The setting <c>Journal:MasterKey</c>.</param>
    /// <param name="Claims">The setting <c>Journal:ClaimSecret</c>.</param>
    public sealed record Secrets(string Edge, string Master, string Claims)
    {
        public static Secrets LoadOrCreate(string path)
        {
            if (File.Exists(path))
                return JsonSerializer.Deserialize<Secrets>(File.ReadAllBytes(path)) ?? throw new JsonException($"{path} is empty.");
            var made = new Secrets(Fresh(), Fresh(), Fresh());
            // Whole or not at all: a power cut must not leave half a key.
            var beside = path + ".new";
            using (var file = Open(beside, FileMode.Create))
            {
                JsonSerializer.Serialize(file, made);
                file.Flush(flushToDisk: true);
            }
            File.Move(beside, path);
            return made;
        }

        static string Fresh() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    }
}

/// <summary>The data folder cannot be had.</summary>
sealed class FolderException(int exitCode, string french, string english) : Exception(french + Environment.NewLine + english)
{
    public int ExitCode => exitCode;
}
