using System.Diagnostics.Metrics;
using Platform.Gateway.Contracts.Operations;
using Platform.Storage.Journal;
using Platform.Web.Telemetry;

namespace Platform.Silo.Monitoring;

/// <summary>The meters of a silo. Everything but the delays is told when it is asked for, and costs no request anything.</summary>
sealed class SiloMeters
{
    public SiloMeters(IMeterFactory meters, RequestCounters requests, AppendCounters appends, SiloStatusSampler figures)
    {
        var meter = meters.Create(RequestCounters.MeterName);
        meter.CreateObservableCounter("platform.requests", () => requests.Read().SelectMany(tenant => Enumerable.Range(1, 5).Select(digit =>
            new Measurement<long>(tenant.Value.Statuses[digit], new("tenant", tenant.Key.Value), new("status", $"{digit}xx")))),
            description: "Requests answered, by tenant and the first digit of their status.");
        meter.CreateObservableCounter("platform.contacts", () => appends.Contacts, description: "Contacts that became durable.");
        meter.CreateObservableCounter("platform.journal.appends", () => appends.Appends, description: "Appends that were carried to the database.");
        meter.CreateObservableCounter("platform.journal.batches", () => appends.Batches, description: "Transactions they travelled in.");
        meter.CreateObservableCounter("platform.journal.commit.seconds", () => appends.Seconds, description: "Time of these transactions together.");
        meter.CreateObservableGauge("platform.requests.underway", () => requests.UnderWay, description: "Requests that are not answered yet.");
        Gauge(meter, figures, "platform.journal.queue", "Appends that wait for a transaction.", told => told.JournalQueue);
        Gauge(meter, figures, "platform.database.seconds", "One round trip to the database.", told => told.DatabaseMs / 1000);
        Gauge(meter, figures, "platform.deadlines.late", "Deadlines of the whole platform that should have been kept.", told => told.DeadlinesLate);
        Gauge(meter, figures, "platform.dead.letters", "Dead letters of the whole platform that wait.", _ => figures.Letters);
        Gauge(meter, figures, "platform.cpu.cores", "Processor cores used in the last second.", told => told.Cpu);
        Gauge(meter, figures, "platform.memory.bytes", "Memory of the process.", told => told.MemoryBytes);
        Gauge(meter, figures, "platform.serving", "1 where the node serves, 0 where it does not.", told => told.State == NodeStates.Serving ? 1 : 0);
        meter.CreateObservableGauge("platform.follower.lag.seconds", () => figures.Latest?.FollowerLag.Select(lag =>
            new Measurement<double>(lag.Value, new KeyValuePair<string, object?>("follower", lag.Key))) ?? [],
            description: "How long the oldest fact that waits for a follower has waited, told by the silo that runs it.");
        meter.CreateObservableGauge("platform.tenant.p99.seconds", () => figures.Latest?.PerTenant.Select(tenant =>
            new Measurement<double>(tenant.P99Ms / 1000, new KeyValuePair<string, object?>("tenant", tenant.Tenant))) ?? [],
            description: "99 of 100 requests of the last ten seconds were answered within this, by tenant.");
    }

    static void Gauge(Meter meter, SiloStatusSampler figures, string name, string description, Func<NodeStatus, double> value) =>
        meter.CreateObservableGauge(
            name, () => figures.Latest is { } told ? [new Measurement<double>(value(told))] : Array.Empty<Measurement<double>>(), description: description);
}
