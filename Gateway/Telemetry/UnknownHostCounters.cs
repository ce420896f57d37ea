namespace Platform.Gateway.Telemetry;

/// <summary>Counts the requests under hosts that no tenant has.</summary>
sealed class UnknownHostCounters
{
    public RequestCounters Counters { get; } = new();
}
