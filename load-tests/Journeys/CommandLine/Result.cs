using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Load.Measurements;

namespace Platform.LoadTests.Journeys.CommandLine;

/// <summary>What a journey found: the last line on standard output, as JSON.</summary>
/// <param name="Journey">Its name.</param>
/// <param name="Acknowledged">Commands that got a receipt.</param>
/// <param name="Verdict">What the checker found.</param>
/// <param name="PerSecond">Acknowledged a second.</param>
/// <param name="P50Ms">Half of the receipts took no longer, in milliseconds.</param>
/// <param name="P99Ms">99 of 100 took no longer.</param>
sealed record Result(string Journey, long Acknowledged, [property: JsonIgnore] Verdict Verdict, double PerSecond, double P50Ms, double P99Ms)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Made from delays.</summary>
    public static Result Of(string journey, long acknowledged, Verdict verdict, double perSecond, Histogram delays) =>
        new(journey, acknowledged, verdict, Math.Round(perSecond, 1), delays.Milliseconds(0.5), delays.Milliseconds(0.99));

    /// <summary>Acknowledged, and not in the history where the receipt said.</summary>
    public long Lost => Verdict.Lost;

    /// <summary>Written, or answered, twice.</summary>
    public long Duplicated => Verdict.Duplicated;

    /// <summary>Versions missing or repeated.</summary>
    public long Gaps => Verdict.Gaps;

    /// <summary>Seen by a tenant whose they are not.</summary>
    public long Foreign => Verdict.Foreign;

    /// <summary>In another order than they were answered.</summary>
    public long Reordered => Verdict.Reordered;

    /// <summary>Reads that missed what was acknowledged before.</summary>
    public long Stale => Verdict.Stale;

    /// <summary>People with more than one file.</summary>
    public long Split => Verdict.Split;

    /// <summary>Sent, and never answered with a receipt.</summary>
    public long Unanswered { get; init; }

    /// <summary>The bare edge in the same run.</summary>
    public double? EdgePerSecond { get; init; }

    /// <summary>The same rows as arrays, by Npgsql alone.</summary>
    public double? DiskPerSecond { get; init; }

    /// <summary>Through the batch endpoint.</summary>
    public double? BatchPerSecond { get; init; }

    /// <summary>One contact a request, into SQLite.</summary>
    public double? SqlitePerSecond { get; init; }

    /// <summary>Share of the bare edge.</summary>
    public double? EdgeRatio { get; init; }

    /// <summary>Share of the bare disk.</summary>
    public double? DiskRatio { get; init; }

    /// <summary>Batch against one by one.</summary>
    public double? BatchRatio { get; init; }

    /// <summary>How long the day of 400,000 took.</summary>
    public double? Seconds { get; init; }

    /// <summary>Four silos against four times one.</summary>
    public double? Linearity { get; init; }

    /// <summary>By how much the 99th percentile of the others grew: 0.2 is a fifth.</summary>
    public double? OthersP99Growth { get; init; }

    /// <summary>Receipts at several times the capacity, as a share of the capacity.</summary>
    public double? GoodputRatio { get; init; }

    /// <summary>99 of 100 of those who were let in took no longer, counted from when they wanted to.</summary>
    public double? AdmittedP99Ms { get; init; }

    /// <summary>Half of the citizens that a fault touched were answered again after so long.</summary>
    public double? RecoveryMedianMs { get; init; }

    /// <summary>99 of 100 of them.</summary>
    public double? RecoveryP99Ms { get; init; }

    /// <summary>Memory of all processes after against before, where a journey lasts.</summary>
    public double? MemoryGrowth { get; init; }

    /// <summary>Open handles of all processes after against before.</summary>
    public double? HandlesGrowth { get; init; }

    /// <summary>Live bytes of a silo for each citizen in its memory.</summary>
    public long? HeapPerCitizen { get; init; }

    /// <summary>Bytes by which the process grew for each, with what outlives the grain.</summary>
    public long? ResidentPerCitizen { get; init; }

    /// <summary>Bytes of tables and indexes for a contact that opens a file.</summary>
    public long? DiskFirstContact { get; init; }

    /// <summary>The same for one more contact.</summary>
    public long? DiskContact { get; init; }

    /// <summary>Bytes of the database's log for a contact that opens a file.</summary>
    public long? LogFirstContact { get; init; }

    /// <summary>The same for one more contact.</summary>
    public long? LogContact { get; init; }

    /// <summary>Requests without exactly one answer of the agreed kinds within their time (K7).</summary>
    public long? Unkept { get; init; }

    /// <summary>The faults that held.</summary>
    public IReadOnlyList<string>? Passed { get; init; }

    /// <summary>The faults that broke a promise, with what they broke.</summary>
    public IReadOnlyList<string>? Failed { get; init; }

    /// <summary>The faults that could not be made here, with the reason: neither passed nor failed.</summary>
    public IReadOnlyList<string>? NotRun { get; init; }

    /// <summary>Nothing was broken, and every command was answered.</summary>
    [JsonIgnore] public bool Held => Verdict.Held && Unanswered == 0 && Acknowledged > 0 && Failed is null or { Count: 0 };

    /// <summary>The line.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, Json);
}
