using System.Net;

namespace Platform.LoadTests.Environments;

/// <summary>How a server process is started: its address, what precedes its command line, and its environment variables.</summary>
/// <param name="Address">The address it listens on.</param>
/// <param name="CommandPrefix">Put before its command line, such as <c>ip netns exec NAME</c>; it must exec, so that the process id stays.</param>
/// <param name="Variables">Environment variables beside the inherited ones.</param>
sealed record ProcessEnvironment(IPAddress Address, IReadOnlyList<string> CommandPrefix, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>On the loopback address, without prefix or variables.</summary>
    public static ProcessEnvironment Default { get; } = new(IPAddress.Loopback, [], new Dictionary<string, string>());
}
