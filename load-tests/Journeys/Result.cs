using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Generating;

namespace Platform.LoadTests.Journeys;

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

    /// <summary>Nothing was broken, and every command was answered.</summary>
    [JsonIgnore] public bool Held => Verdict.Held && Unanswered == 0 && Acknowledged > 0;

    /// <summary>The line.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, Json);
}
