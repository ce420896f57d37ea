using System.Diagnostics;
using System.Text.Json;
using Platform.Grains.EventSourcing;
using Platform.LoadTests.Journeys.Ceiling;
using Platform.LoadTests.Load.Measurements;

namespace Platform.Tests.LoadTests;

public sealed class CeilingFiguresTests
{
    [Fact] public void EachStepHasItsMediansAndTheResultIsTheLastStep()
    {
        var figures = new CeilingFigures([1, 8]);
        foreach (var (connections, rates, milliseconds) in new[] { (1, new[] { 100.0, 300, 200 }, 2), (8, [900.0, 800, 1000], 4) })
            foreach (var rate in rates)
            {
                figures.Add("contacts", connections, Measurement(rate, milliseconds));
                figures.Add("edge", connections, Measurement(rate * 2, milliseconds));
            }
        figures.Add("batch", 0, Measurement(4500, 50));

        var result = JsonDocument.Parse(figures.Summarize("ceiling", default, 10, 0).ToString()).RootElement;
        Assert.Equal([(1, 200, 400), (8, 900, 1800)], result.GetProperty("steps").EnumerateArray().Select(step => (
            step.GetProperty("connections").GetInt32(), (int)step.GetProperty("perSecond").GetDouble(), (int)step.GetProperty("edgePerSecond").GetDouble())));
        Assert.InRange(result.GetProperty("steps")[0].GetProperty("p50Ms").GetDouble(), 2, 2.1);
        Assert.InRange(result.GetProperty("steps")[1].GetProperty("p99Ms").GetDouble(), 4, 4.1);
        Assert.Equal((900, 5), ((int)result.GetProperty("perSecond").GetDouble(), (int)result.GetProperty("batchRatio").GetDouble()));
        Assert.Equal(2, figures.ToString().Split(Environment.NewLine).Length);
    }

    [Fact] public void ASingleStepHasNoSteps()
    {
        var figures = new CeilingFigures([128]);
        figures.Add("contacts", 128, Measurement(500, 3));
        var result = JsonDocument.Parse(figures.Summarize("ceiling", default, 10, 0).ToString()).RootElement;
        Assert.Equal(500, result.GetProperty("perSecond").GetDouble());
        Assert.False(result.TryGetProperty("steps", out _));
    }

    static LoadMeasurement Measurement(double perSecond, int milliseconds)
    {
        var latencies = new Histogram();
        latencies.Record(Stopwatch.Frequency / 1000 * milliseconds);
        return new("any", perSecond, latencies, new Dictionary<string, double>());
    }
}
