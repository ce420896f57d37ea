namespace Platform.Storage.Journal;

/// <summary>Whether the journal can be used: for <c>/health</c>, and for who must wait for it.</summary>
sealed class JournalHealth
{
    readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile string? trouble = "The journal is not open yet.";

    /// <summary>Null where it is ready; else a sentence for operators that says what is wrong.</summary>
    public string? Trouble => trouble;

    /// <summary>Completes when the journal was ready for the first time.</summary>
    public Task Ready => ready.Task;

    /// <summary>How long the last question took, of those asked each second.</summary>
    public TimeSpan RoundTrip { get; internal set; }

    internal void Report(string? sentence)
    {
        trouble = sentence;
        if (sentence is null) ready.TrySetResult();
    }
}
