using Platform.Storage.Sqlite;

namespace Platform.Tests.Storage;

/// <summary>S5: the files of SQLite are for their owner alone.</summary>
public sealed class PrivateFolderTests : IDisposable
{
    const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode Everybody = Own | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    readonly string _place = Directory.CreateTempSubdirectory("private-").FullName;

    [Fact]
    public void ANewFolderAndAllThatSqliteMakesInItAreForTheirOwnerAlone()
    {
        if (OperatingSystem.IsWindows())
            return;
        var folder = Path.Combine(_place, "new");
        using var database = new SqliteDatabase(folder);
        database.Open();
        Assert.Equal(Own | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        var files = Directory.GetFiles(folder);
        Assert.Contains(files, file => file.EndsWith("-wal", StringComparison.Ordinal));
        foreach (var file in files.Where(file => Path.GetFileName(file).StartsWith("journal.db", StringComparison.Ordinal)))
            Assert.Equal(Own, File.GetUnixFileMode(file));
    }

    [Fact]
    public void AFolderThatOthersReadIsClosedToThem()
    {
        if (OperatingSystem.IsWindows())
            return;
        var folder = Path.Combine(_place, "old");
        Directory.CreateDirectory(folder, Everybody);
        File.SetUnixFileMode(folder, Everybody);
        var file = Path.Combine(folder, "journal.db");
        File.WriteAllBytes(file, []);
        File.SetUnixFileMode(file, Own | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        using var database = new SqliteDatabase(folder);
        database.Open();
        Assert.Equal(Own | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal(Own, File.GetUnixFileMode(file));
    }

    public void Dispose() => Directory.Delete(_place, recursive: true);
}
