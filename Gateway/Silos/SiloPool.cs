namespace Platform.Gateway;

/// <summary>The silos, in turn; one that refuses is passed over until it is well again.</summary>
sealed class SiloPool(GatewaySettings settings)
{
    uint _turn;

    public IReadOnlyList<LiveSilo> All { get; } = [.. settings.Silos.Select(address => new LiveSilo(address))];

    /// <summary>The next one that answers; where none is believed to, the next one all the same.</summary>
    /// <remarks>A belief may be late: the last silo is never given up because a probe was slow.</remarks>
    public LiveSilo Next()
    {
        var first = Interlocked.Increment(ref _turn);
        for (var i = 0u; i < All.Count; i++)
        {
            if (All[(int)((first + i) % (uint)All.Count)] is { Answers: true } silo)
                return silo;
        }
        return All[(int)(first % (uint)All.Count)];
    }
}
