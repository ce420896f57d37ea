using System.Net;

namespace Platform.LoadTests.Environments;

/// <summary>Where and how a process lives: its address, what starts it, and what else it finds in its environment.</summary>
/// <param name="Address">It listens there.</param>
/// <param name="Before">The command that runs its command, and stays the same process; none as a rule.</param>
/// <param name="Environment">More variables.</param>
sealed record Housing(IPAddress Address, IReadOnlyList<string> Before, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>On this machine, like any other program.</summary>
    public static Housing Plain { get; } = new(IPAddress.Loopback, [], new Dictionary<string, string>());
}
