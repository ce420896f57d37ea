using Platform.Grains.EventSourcing;
using Platform.Standalone;

namespace Platform.Tests.Standalone;

public sealed class DataFolderTests : IDisposable
{
    readonly string _place = System.IO.Directory.CreateTempSubdirectory("standalone").FullName;

    [Fact]
    public void TheSecretsAreMadeOnceAndTheirOwnerAloneReadsThem()
    {
        var folder = Path.Combine(_place, "data");
        DataFolder.Secrets first;
        using (var data = DataFolder.Lock(folder))
            first = data.Keys;
        using (var data = DataFolder.Lock(folder))
            Assert.Equal(first, data.Keys);
        Assert.All([first.Edge, first.Master, first.Claims], secret => Assert.Equal(32, Convert.FromBase64String(secret).Length));
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "secrets.json")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }

    [Fact]
    public void AFolderServesOnePlatformAtATime()
    {
        using var data = DataFolder.Lock(_place);
        Assert.Equal(ExitCodes.FolderInUse, Assert.Throws<FolderException>(() => DataFolder.Lock(_place)).ExitCode);
    }

    [Fact]
    public void WhatIsNoFolderIsRefusedWithASentence()
    {
        var file = Path.Combine(_place, "file");
        File.WriteAllText(file, "");
        var refused = Assert.Throws<FolderException>(() => DataFolder.Lock(file));
        Assert.Equal(ExitCodes.FolderUnusable, refused.ExitCode);
        Assert.Contains("--data", refused.Message);
    }

    [Fact]
    public void ASecretThatWasDamagedIsNotReplaced()
    {
        File.WriteAllText(Path.Combine(_place, "secrets.json"), "{");
        Assert.Equal(ExitCodes.FolderUnusable, Assert.Throws<FolderException>(() => DataFolder.Lock(_place)).ExitCode);
        Assert.Equal("{", File.ReadAllText(Path.Combine(_place, "secrets.json")));
    }

    public void Dispose() => System.IO.Directory.Delete(_place, recursive: true);
}
