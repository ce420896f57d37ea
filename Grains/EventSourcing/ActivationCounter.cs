using System.Diagnostics.Metrics;

namespace Platform.Grains.EventSourcing;

/// <summary>Counts the grains in memory.</summary>
static class ActivationCounter
{
    static readonly Meter Meter = new("Platform.Grains");

    static readonly UpDownCounter<long> Grains = Meter.CreateUpDownCounter<long>("platform.activations", description: "Grains in memory.");

    internal static void Activated() => Grains.Add(1);

    internal static void Deactivated() => Grains.Add(-1);
}
