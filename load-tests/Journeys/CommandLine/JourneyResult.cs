using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Load.Measurements;

namespace Platform.LoadTests.Journeys.CommandLine;

/// <summary>A journey's result: the last line of standard output, as JSON. Member names are stable.</summary>
/// <param name="Journey">The journey's name.</param>
/// <param name="Acknowledged">Commands that got a receipt.</param>
/// <param name="Verdict">What the checker found.</param>
/// <param name="PerSecond">Acknowledged commands a second.</param>
/// <param name="P50Ms">Median latency in milliseconds.</param>
/// <param name="P99Ms">99th percentile in milliseconds.</param>
sealed record JourneyResult(string Journey, long Acknowledged, [property: JsonIgnore] Verdict Verdict, double PerSecond, double P50Ms, double P99Ms)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A result with its percentiles from a histogram.</summary>
    public static JourneyResult Create(string journey, long acknowledged, Verdict verdict, double perSecond, Histogram latencies) =>
        new(journey, acknowledged, verdict, Math.Round(perSecond, 1), latencies.PercentileMs(0.5), latencies.PercentileMs(0.99));

    /// <summary>K1: acknowledged, and not in the history at the receipt's version.</summary>
    public long Lost => Verdict.Lost;

    /// <summary>K2: written twice, or answered with two receipts.</summary>
    public long Duplicated => Verdict.Duplicated;

    /// <summary>K3: versions missing or repeated.</summary>
    public long Gaps => Verdict.Gaps;

    /// <summary>K6: seen by another tenant.</summary>
    public long Foreign => Verdict.Foreign;

    /// <summary>K4: in another order than they were answered.</summary>
    public long Reordered => Verdict.Reordered;

    /// <summary>K5: reads that missed what was acknowledged before.</summary>
    public long Stale => Verdict.Stale;

    /// <summary>People with more than one file.</summary>
    public long Split => Verdict.Split;

    /// <summary>Sent, and never answered with a receipt.</summary>
    public long Unanswered { get; init; }

    /// <summary>Requests a second to the silo endpoint that answers at once, in the same run.</summary>
    public double? EdgePerSecond { get; init; }

    /// <summary>Contacts a second that Npgsql alone inserts as arrays.</summary>
    public double? DiskPerSecond { get; init; }

    /// <summary>Contacts a second through the batch endpoint.</summary>
    public double? BatchPerSecond { get; init; }

    /// <summary>Contacts a second, one a request, with the journal on SQLite.</summary>
    public double? SqlitePerSecond { get; init; }

    /// <summary>Contacts against <see cref="EdgePerSecond"/>.</summary>
    public double? EdgeRatio { get; init; }

    /// <summary>Contacts against <see cref="DiskPerSecond"/>.</summary>
    public double? DiskRatio { get; init; }

    /// <summary>Batch against one contact a request.</summary>
    public double? BatchRatio { get; init; }

    /// <summary>The figures of each number of connections, where several were measured in turn.</summary>
    public IReadOnlyList<ConnectionStep>? Steps { get; init; }

    /// <summary>How long the worst day took.</summary>
    public double? Seconds { get; init; }

    /// <summary>A silo of the largest cluster against a silo alone; 1 is linear.</summary>
    public double? Linearity { get; init; }

    /// <summary>Growth of the other tenants' 99th percentile: 0.2 is a fifth more.</summary>
    public double? OthersP99Growth { get; init; }

    /// <summary>The other tenants' contacts that were not taken.</summary>
    public int? OthersRefused { get; init; }

    /// <summary>The most that the gateway was resident in memory.</summary>
    public double? PeakMegabytes { get; init; }

    /// <summary>The gateway is the same process at the end.</summary>
    public bool? Alive { get; init; }

    /// <summary>Goodput under overload against the capacity.</summary>
    public double? GoodputRatio { get; init; }

    /// <summary>99th percentile of the admitted contacts, from when they were due.</summary>
    public double? AdmittedP99Ms { get; init; }

    /// <summary>Median recovery time of the callers that a fault affected.</summary>
    public double? RecoveryMedianMs { get; init; }

    /// <summary>99th percentile of the same.</summary>
    public double? RecoveryP99Ms { get; init; }

    /// <summary>Growth of resident memory, of silos and gateways together.</summary>
    public double? MemoryGrowth { get; init; }

    /// <summary>Growth of open handles, of silos and gateways together.</summary>
    public double? HandlesGrowth { get; init; }

    /// <summary>Live bytes of a silo's heap for each citizen grain in memory.</summary>
    public long? HeapPerCitizen { get; init; }

    /// <summary>Resident bytes of a silo for each citizen, with what outlives the grain.</summary>
    public long? ResidentPerCitizen { get; init; }

    /// <summary>Bytes of tables and indexes for a contact that opens a file.</summary>
    public long? DiskFirstContact { get; init; }

    /// <summary>Bytes of tables and indexes for a further contact.</summary>
    public long? DiskContact { get; init; }

    /// <summary>Bytes of write-ahead log for a contact that opens a file.</summary>
    public long? LogFirstContact { get; init; }

    /// <summary>Bytes of write-ahead log for a further contact.</summary>
    public long? LogContact { get; init; }

    /// <summary>Attempts without exactly one response of the agreed kinds in time (K7).</summary>
    [JsonPropertyName("unkept")] public long? UnexpectedAnswers { get; init; }

    /// <summary>Faults whose promises were kept.</summary>
    public IReadOnlyList<string>? Passed { get; init; }

    /// <summary>Faults that broke a promise, with what they broke.</summary>
    public IReadOnlyList<string>? Failed { get; init; }

    /// <summary>Faults that could not be injected on this machine, with the reason: neither passed nor failed.</summary>
    public IReadOnlyList<string>? NotRun { get; init; }

    /// <summary>No invariant was violated, and every command was answered.</summary>
    [JsonIgnore] public bool Held => Verdict.Held && Unanswered == 0 && Acknowledged > 0 && Failed is null or { Count: 0 };

    /// <summary>The line of JSON.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, Json);
}

/// <summary>What one number of connections gave; null: it was not measured.</summary>
/// <param name="Connections">Callers at the same time, each with one request in flight.</param>
/// <param name="PerSecond">Contacts a second, median of all rounds.</param>
/// <param name="P50Ms">Their median latency in milliseconds.</param>
/// <param name="P99Ms">Their 99th percentile in milliseconds.</param>
/// <param name="EdgePerSecond">Requests a second to the silo endpoint that answers at once.</param>
/// <param name="EdgeP50Ms">Their median latency in milliseconds.</param>
/// <param name="EdgeP99Ms">Their 99th percentile in milliseconds.</param>
/// <param name="SqlitePerSecond">Contacts a second with the journal on SQLite.</param>
sealed record ConnectionStep(
    int Connections, double? PerSecond, double? P50Ms, double? P99Ms, double? EdgePerSecond, double? EdgeP50Ms, double? EdgeP99Ms, double? SqlitePerSecond);
