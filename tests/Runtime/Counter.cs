using System.Collections.Concurrent;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Platform.Tests.Runtime;

// A grain that can be made to wait at a gate which the test opens.
[Alias("runtime-tests.counter")]
interface ICounter : IGrainWithStringKey
{
    [Alias("add")] Task<int> Add(int amount, int pauses = 0);

    [Alias("hold")] Task Hold(string gate);

    [Alias("hold-until-cancelled")] Task HoldUntilCancelled(string gate, CancellationToken cancellation);

    [ReadOnly, Alias("read")] ValueTask<int> Read(string? gate = null);

    [AlwaysInterleave, Alias("peek")] Task<int> Peek();

    [Alias("overlaps")] Task<bool> Overlaps();

    [Alias("life")] Task<Guid> Life();

    [Alias("leave")] Task Leave();

    [Alias("break")] Task Break(string sentence);

    [Alias("call-through")] Task<int> CallThrough(string[] keys);

    [Alias("context")] Task<string?> Context(string key, string? change, string? next);

    [Alias("silo")] Task<string> Silo();
}

[GrainType("runtime-tests.counter")]
sealed class CounterGrain(ILocalSiloDetails silo) : Grain, ICounter
{
    readonly Guid _life = Guid.NewGuid();
    int _count;
    int _writing;
    int _reading;
    bool _overlapped;

    public async Task<int> Add(int amount, int pauses)
    {
        _overlapped |= Interlocked.Increment(ref _writing) != 1 || _reading != 0;
        var before = _count;
        for (var i = 0; i < pauses; i++)
            await Task.Yield();
        _count = before + amount;
        Interlocked.Decrement(ref _writing);
        return _count;
    }

    public async Task Hold(string gate)
    {
        Gate.Named(gate).Arrive();
        await Gate.Named(gate).Opened;
    }

    public async Task HoldUntilCancelled(string gate, CancellationToken cancellation)
    {
        Gate.Named(gate).Arrive();
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        finally
        {
            Gate.Named(gate).Open();
        }
    }

    public async ValueTask<int> Read(string? gate)
    {
        Interlocked.Increment(ref _reading);
        _overlapped |= _writing != 0;
        if (gate is null)
            await Task.Yield();
        else
            await Hold(gate);
        Interlocked.Decrement(ref _reading);
        return _count;
    }

    public Task<int> Peek() => Task.FromResult(_count);

    public Task<bool> Overlaps() => Task.FromResult(_overlapped);

    public Task<Guid> Life() => Task.FromResult(_life);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task Break(string sentence) => throw new InvalidOperationException(sentence);

    public async Task<int> CallThrough(string[] keys) =>
        keys.Length == 0 ? 0 : 1 + await GrainFactory.GetGrain<ICounter>(keys[0]).CallThrough(keys[1..]);

    public async Task<string?> Context(string key, string? change, string? next)
    {
        var found = RequestContext.Get(key) as string;
        if (change is not null)
            RequestContext.Set(key, change);
        return next is null ? found : $"{found}>{await GrainFactory.GetGrain<ICounter>(next).Context(key, null, null)}";
    }

    public Task<string> Silo() => Task.FromResult(silo.Name);
}

// Where a grain waits until the test lets it go on, and where the test waits until grains have come.
sealed class Gate
{
    static readonly ConcurrentDictionary<string, Gate> All = new();
    readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly SemaphoreSlim _arrived = new(0);

    public Task Opened => _opened.Task;

    public static Gate Named(string name) => All.GetOrAdd(name, static _ => new());

    public void Arrive() => _arrived.Release();

    public void Open() => _opened.TrySetResult();

    public async Task Arrived(int times = 1)
    {
        for (var i = 0; i < times; i++)
            Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(10)), "Nobody came to the gate.");
    }
}
