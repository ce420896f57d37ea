using Platform.Grains.Interfaces.Contracts;

namespace Platform.Storage.Sqlite;

/// <summary>A folder whose files their owner alone reads: 700, and 600 in it. SQLite gives its log and shared memory the mode of the database.</summary>
static class PrivateFolder
{
    const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    /// <summary>Makes the folder and the file, or closes to others what is there.</summary>
    /// <exception cref="JournalUnavailableException">Others may read it, and it is not ours to close.</exception>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public static void Secure(string folder, string database)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }
        Directory.CreateDirectory(folder, FolderMode);
        Close(folder, FolderMode);
        var file = Path.Combine(folder, database);
        using (new FileStream(file, new FileStreamOptions { Mode = System.IO.FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, UnixCreateMode = FileMode }))
        {
            // Made before SQLite would make it for everybody.
        }
        foreach (var kept in Directory.EnumerateFiles(folder, Path.GetFileNameWithoutExtension(database) + ".*"))
            Close(kept, FileMode);
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    static void Close(string path, UnixFileMode mode)
    {
        if ((File.GetUnixFileMode(path) & ~mode) == 0)
            return;
        try
        {
            File.SetUnixFileMode(path, mode);
        }
        catch (UnauthorizedAccessException foreign)
        {
            throw new JournalUnavailableException(
                $"{path} can be read by others and belongs to another user, so it cannot be closed to them. Give it to the user of this silo (chown), or choose another folder with Journal:Folder.",
                foreign);
        }
    }
}
