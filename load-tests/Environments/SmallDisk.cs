namespace Platform.LoadTests.Environments;

/// <summary>A disk of a few hundred megabytes, in memory, that can be filled to its last block. Needs root.</summary>
sealed class SmallDisk : IAsyncDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("platform-disk-").FullName;

    SmallDisk()
    {
    }

    /// <summary>Where a folder may be made on it.</summary>
    public string Folder => Path.Combine(folder, "postgres");

    string Filler => Path.Combine(folder, "filler");

    /// <summary>Makes one.</summary>
    /// <exception cref="NotSupportedException">This machine does not; the message says why.</exception>
    public static async Task<SmallDisk> Make(int megabytes)
    {
        var disk = new SmallDisk();
        try
        {
            await SystemCommand.Run("mount", ["-t", "tmpfs", "-o", $"size={megabytes}m,mode=755", "tmpfs", disk.folder]);
            return disk;
        }
        catch (InvalidOperationException refused)
        {
            Directory.Delete(disk.folder);
            throw new NotSupportedException($"This machine mounts no small disk: {refused.Message}", refused);
        }
    }

    /// <summary>Fills what is left.</summary>
    public async Task Fill()
    {
        await using var filler = File.Create(Filler);
        var block = new byte[64 * 1024];
        try
        {
            while (true)
            {
                await filler.WriteAsync(block);
                await filler.FlushAsync();
            }
        }
        catch (IOException)
        {
            // That was the last block.
        }
    }

    /// <summary>Gives it back.</summary>
    public void Clear() => File.Delete(Filler);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await SystemCommand.Run("umount", ["-l", folder]);
        Directory.Delete(folder);
    }
}
