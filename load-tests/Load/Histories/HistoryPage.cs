using System.Text.Json;
using Platform.LoadTests.Checking;

namespace Platform.LoadTests.Load.Histories;

/// <summary>A page of a history, as <c>GET /api/citizens/{id}/history</c> answers it.</summary>
/// <param name="Lines">In the order of the response.</param>
/// <param name="Next">The path of the next page; null at the end.</param>
sealed record HistoryPage(IReadOnlyList<HistoryLine> Lines, string? Next)
{
    /// <summary>The path of a history's first page.</summary>
    public static string FirstPath(Guid citizen) => $"/api/citizens/{citizen:D}/history?limit=200";

    /// <summary>Parses one.</summary>
    /// <exception cref="InvalidDataException">It is no such page.</exception>
    public static HistoryPage Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var page = JsonDocument.ParseValue(ref reader);
            return new(
                [.. page.RootElement.GetProperty("items").EnumerateArray().Select(item => new HistoryLine(
                    item.GetProperty("version").GetInt64(), Canary.FindIn(item.TryGetProperty("subject", out var subject) ? subject.GetString() : null)))],
                page.RootElement.TryGetProperty("next", out var next) && next.ValueKind != JsonValueKind.Null ? next.ToString() : null);
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"A page of a history cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
