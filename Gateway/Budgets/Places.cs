namespace Platform.Gateway;

/// <summary>The places of this gateway: how many requests are under way, and how many may be.</summary>
sealed class Places(GatewaySettings settings)
{
    int _underWay;

    public int UnderWay => Volatile.Read(ref _underWay);

    public int Limit => settings.Concurrent;

    /// <summary>Takes a place; where it answers true, <see cref="Leave"/> must follow.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _underWay) <= Limit)
            return true;
        Interlocked.Decrement(ref _underWay);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _underWay);
}
