using System.Text.Json.Serialization;

namespace Platform.LoadTests.Checking;

/// <summary>A receipt that a client got. A command that was sent twice may have two.</summary>
/// <param name="Canary">The command. State files of <c>replay</c> call it <c>Mark</c>.</param>
/// <param name="Person">Who contacted, by the journey's own numbers.</param>
/// <param name="Citizen">The citizen's file that it was recorded in.</param>
/// <param name="Version">Its version in that history.</param>
/// <param name="SentAt">When it was sent, by one monotonic clock; 0 where an earlier attempt may be unknown.</param>
/// <param name="AnsweredAt">When the receipt arrived, by the same clock.</param>
readonly record struct Acknowledgement(
    [property: JsonPropertyName("Mark")] Canary Canary, int Person, Guid Citizen, long Version, long SentAt, long AnsweredAt);
