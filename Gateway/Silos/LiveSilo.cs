namespace Platform.Gateway;

/// <summary>A silo that was set, and whether it is believed to answer. Believed until it refuses.</summary>
sealed class LiveSilo(Uri address)
{
    volatile bool _answers = true;

    int _waiting;

    public string Prefix { get; } = address.GetLeftPart(UriPartial.Authority);

    public bool Answers { get => _answers; set => _answers = value; }

    /// <summary>It said that it leaves.</summary>
    public bool Draining { get; set; }

    /// <summary>Requests that it has not answered yet.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public void Begin() => Interlocked.Increment(ref _waiting);

    public void End() => Interlocked.Decrement(ref _waiting);
}
