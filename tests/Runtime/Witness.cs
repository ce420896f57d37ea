using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;

namespace Platform.Tests.Runtime;

// A grain that leaves traces of its life where the test can read them after its end.
[Alias("runtime-tests.witness")]
interface IWitness : IGrainWithStringKey
{
    [Alias("reasons")] Task<DeactivationReasonCode[]> Reasons();

    [Alias("tick-every")] Task TickEvery(TimeSpan period);

    [Alias("ticks")] Task<int> Ticks();

    [Alias("hold")] Task Hold(string gate);
}

[GrainType("runtime-tests.witness")]
sealed class WitnessGrain : Grain, IWitness
{
    public static readonly ConcurrentDictionary<string, bool> Failing = new();

    // Wakes when this gate is opened.
    public static readonly ConcurrentDictionary<string, string> Slow = new();
    public static readonly ConcurrentDictionary<string, DeactivationReasonCode[]> Left = new();
    public static readonly ConcurrentDictionary<string, int> Ticked = new();

    string Key => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Failing.GetValueOrDefault(Key))
            throw new IOException("Les archives sont fermées.");
        if (!Slow.TryGetValue(Key, out var gate))
            return;
        Gate.Named(gate).Arrive();
        await Gate.Named(gate).Opened;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Left[Key] = [.. Left.GetValueOrDefault(Key, []), reason.ReasonCode];
        return Task.CompletedTask;
    }

    public Task<DeactivationReasonCode[]> Reasons() => Task.FromResult(Left.GetValueOrDefault(Key, []));

    public Task TickEvery(TimeSpan period)
    {
        this.RegisterGrainTimer(static (key, _) =>
        {
            Ticked.AddOrUpdate(key, 1, (_, ticks) => ticks + 1);
            return Task.CompletedTask;
        }, Key, new(period, period));
        return Task.CompletedTask;
    }

    public Task<int> Ticks() => Task.FromResult(Ticked.GetValueOrDefault(Key));

    public async Task Hold(string gate)
    {
        Gate.Named(gate).Arrive();
        await Gate.Named(gate).Opened;
    }
}
