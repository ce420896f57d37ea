namespace Platform.Grains.Interfaces.Contracts;

/// <summary>The database cannot be reached, or refused the transaction: nothing is known to have happened. Retry with the same command id.</summary>
[Alias("journal-unavailable")]
public sealed class JournalUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
