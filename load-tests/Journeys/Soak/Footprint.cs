using System.Diagnostics;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Journeys.Soak;

/// <summary>What processes hold of the machine at one moment.</summary>
/// <param name="At">Seconds from the beginning.</param>
/// <param name="Megabytes">Resident memory, together.</param>
/// <param name="Handles">Open files and sockets, together.</param>
readonly record struct Footprint(double At, double Megabytes, double Handles)
{
    /// <summary>Of these, now.</summary>
    public static Footprint Of(double at, IReadOnlyList<ServerProcess> servers)
    {
        var (bytes, handles) = (0L, 0);
        foreach (var server in servers)
        {
            using var process = Process.GetProcessById(server.Id);
            bytes += process.WorkingSet64;
            handles += Directory.GetFiles($"/proc/{server.Id}/fd").Length;
        }
        return new(at, bytes / 1_048_576.0, handles);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Megabytes:N0} MB, {Handles} handles";
}
