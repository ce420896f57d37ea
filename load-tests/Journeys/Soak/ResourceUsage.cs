using System.Diagnostics;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Journeys.Soak;

/// <summary>Memory and handles of processes at one moment.</summary>
/// <param name="At">Seconds since the beginning.</param>
/// <param name="Megabytes">Resident memory of all together.</param>
/// <param name="Handles">Open file descriptors of all together.</param>
readonly record struct ResourceUsage(double At, double Megabytes, double Handles)
{
    /// <summary>Measures processes.</summary>
    /// <exception cref="InvalidOperationException">One ended by itself.</exception>
    public static ResourceUsage Of(double at, IReadOnlyList<ServerProcess> servers)
    {
        var (bytes, handles) = (0L, 0);
        foreach (var server in servers)
        {
            if (server.EndedByItselfWith is { } exitCode) throw new InvalidOperationException($"{server} ended by itself with {exitCode}.");
            using var process = Process.GetProcessById(server.ProcessId);
            bytes += process.WorkingSet64;
            handles += Directory.GetFiles($"/proc/{server.ProcessId}/fd").Length;
        }
        return new(at, bytes / 1_048_576.0, handles);
    }

    public override string ToString() => $"{Megabytes:N0} MB, {Handles} handles";
}
