namespace Platform.LoadTests.Environments;

/// <summary>A small tmpfs that can be filled to its last block: the disk of the disk-full fault. Needs root.</summary>
sealed class TmpfsDisk : IAsyncDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("platform-disk-").FullName;

    TmpfsDisk()
    {
    }

    /// <summary>A folder on it, not created yet.</summary>
    public string Folder => Path.Combine(folder, "postgres");

    string Filler => Path.Combine(folder, "filler");

    /// <summary>Mounts one.</summary>
    /// <exception cref="NotSupportedException">This machine cannot; the message says why.</exception>
    public static async Task<TmpfsDisk> Mount(int megabytes)
    {
        var disk = new TmpfsDisk();
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

    /// <summary>Fills it until no block is left.</summary>
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
            // The disk is full.
        }
    }

    /// <summary>Frees what <see cref="Fill"/> took.</summary>
    public void FreeSpace() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        await SystemCommand.Run("umount", ["-l", folder]);
        Directory.Delete(folder);
    }
}
