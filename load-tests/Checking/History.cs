namespace Platform.LoadTests.Checking;

/// <summary>A history, or a prefix of one, as it was read.</summary>
/// <param name="Tenant">The tenant whose host was asked.</param>
/// <param name="Citizen">Whose history.</param>
/// <param name="RequestedAt">When the read began, by the clock of the acknowledgements.</param>
/// <param name="Lines">In the order of the response.</param>
sealed record History(string Tenant, Guid Citizen, long RequestedAt, IReadOnlyList<HistoryLine> Lines);

/// <summary>A line of a history.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Canary">The command that wrote it; null where it is no contact of a load test.</param>
readonly record struct HistoryLine(long Version, Canary? Canary);
