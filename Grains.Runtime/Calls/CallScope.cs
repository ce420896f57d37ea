namespace Orleans.Runtime;

// What flows with the code of a turn: the request's named values, which grain and call it is, and who called it.
sealed class CallScope(Dictionary<string, object>? values, GrainId grain, long call, CallScope? caller)
{
    static readonly AsyncLocal<CallScope?> Ambient = new();

    // Starts at random, so that calls of two silos are not taken for each other.
    static long _last = Random.Shared.NextInt64(long.MaxValue / 2);

    public static CallScope? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    // Never changed once set: a setter replaces the whole, so that handing it on is as good as a copy.
    public Dictionary<string, object>? Values { get; } = values;
    public GrainId Grain { get; } = grain;
    public long Call { get; } = call;
    public CallScope? Caller { get; } = caller;

    public static long NewCall() => Interlocked.Increment(ref _last);

    public static void Replace(Dictionary<string, object>? values) =>
        Current = Current is { } scope ? new(values, scope.Grain, scope.Call, scope.Caller) : new(values, default, 0, null);

    // The chain of grains, from the one that began it.
    public IEnumerable<GrainId> Chain() => Grain.IsDefault ? [] : [.. Caller?.Chain() ?? [], Grain];

    public static IEnumerable<ChainLink> Links(CallScope? scope) =>
        scope is null ? [] : [.. Links(scope.Caller), new(scope.Grain.ToString(), scope.Call)];

    public static CallScope? Of(IEnumerable<ChainLink> links) =>
        links.Aggregate((CallScope?)null, static (caller, link) => new(null, GrainId.Parse(link.Grain), link.Call, caller));
}
