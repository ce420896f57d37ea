using System.Diagnostics.Metrics;
using Platform.Gateway.Contracts.Operations;
using Platform.Gateway.Problems;

namespace Platform.Gateway.Monitoring;

/// <summary>The meters of a gateway, all of them observable: they cost no request anything.</summary>
sealed class GatewayMeters
{
    public const string Name = "Platform.Gateway";

    public GatewayMeters(IMeterFactory meters, GatewayStatus status, NodeStatusSampler sampler)
    {
        var meter = meters.Create(Name);
        meter.CreateObservableCounter("platform.gateway.requests", () => status.Read().Tenants.SelectMany(tenant => Enumerable.Range(0, 6).Select(digit =>
            new Measurement<long>(tenant.Counts.Statuses[digit], new("tenant", tenant.Tenant), new("status", digit == 0 ? "left" : $"{digit}xx")))),
            description: "Requests answered from behind the edge, by tenant and the first digit of their status; left: nobody waited for the answer.");
        meter.CreateObservableCounter("platform.gateway.refusals", () => status.Read() is var read ? GatewayProblem.All.Select(problem =>
            new Measurement<long>(read.Total.Refused(problem), new KeyValuePair<string, object?>("reason", problem.Code))) : [],
            description: "Requests that the edge itself turned away, by reason.");
        meter.CreateObservableGauge("platform.gateway.underway", () => status.Read().InFlight, description: "Requests that are not answered yet.");
        meter.CreateObservableGauge("platform.gateway.limit", () => status.Read().Limit, description: "How many of them are let in at the moment.");
        meter.CreateObservableGauge("platform.gateway.silos", () => status.Read().Silos is var silos ? new Measurement<int>[]
        {
            new(silos.Count(silo => silo.IsHealthy && !silo.Draining), new KeyValuePair<string, object?>("state", "serving")),
            new(silos.Count(silo => silo.Draining), new KeyValuePair<string, object?>("state", "draining")),
            new(silos.Count(silo => !silo.IsHealthy && !silo.Draining), new KeyValuePair<string, object?>("state", "lost")),
        } : [], description: "Silos that this gateway knows.");
        Gauge("platform.gateway.shed", "Requests a second turned away because there were too many.", node => node.Shed);
        Gauge("platform.gateway.p50.seconds", "Half of the requests of the last ten seconds were answered within this.", node => node.P50Ms / 1000);
        Gauge("platform.gateway.p99.seconds", "99 of 100 requests of the last ten seconds were answered within this.", node => node.P99Ms / 1000);
        Gauge("platform.cpu.cores", "Processor cores used in the last second.", node => node.Cpu);
        Gauge("platform.memory.bytes", "Memory of the process.", node => node.MemoryBytes);
        Gauge("platform.serving", "1 where the node serves, 0 where it does not.", node => node.State == NodeStates.Serving ? 1 : 0);

        void Gauge(string name, string description, Func<NodeStatus, double> value) => meter.CreateObservableGauge(
            name, () => sampler.Latest is { } latest ? [new Measurement<double>(value(latest))] : Array.Empty<Measurement<double>>(), description: description);
    }
}
