using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Grains.Interfaces.Operations;

namespace Platform.Storage.Queries;

/// <summary>What both databases know of orders.</summary>
static class OperatorCommandSql
{
    public const string Columns = "command, kind, subject, value, by, at, outcome";

    public const string Settle = "update operator_orders set outcome = @outcome where command = @command";

    /// <summary>The last word about the announced load, where it was carried out.</summary>
    public const string Announced = $"""
        select {Columns} from operator_orders where kind in ('announce', 'withdraw') and outcome = 'done' order by id desc limit 1
        """;

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static OperatorCommand Order(Row row) => new(
        row.Command, OperatorCommandKinds.Parse(row.Kind) ?? throw new InvalidOperationException($"There is no order called {row.Kind}."), row.Subject,
        JsonSerializer.Deserialize<CommandParameters>(row.Value, Json)!, row.By, row.At, row.Outcome);

    public static AnnouncedLoad? Load(Row? row) =>
        row is { Kind: "announce" } && Order(row).Terms is { PerDay: { } perDay, Peak: { } peak } ? new(perDay, peak) : null;

    /// <summary>A row of the table.</summary>
    public sealed class Row
    {
        public required string Command { get; init; }
        public required string Kind { get; init; }
        public required string Subject { get; init; }
        public required string Value { get; init; }
        public required string By { get; init; }
        public DateTimeOffset At { get; init; }
        public string? Outcome { get; init; }
    }
}
