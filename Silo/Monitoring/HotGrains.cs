using System.Runtime.InteropServices;
using Platform.Gateway.Contracts.Operations;

namespace Platform.Silo.Monitoring;

/// <summary>The grains that are called most: a sketch of fixed size (space-saving: Metwally, Agrawal, El Abbadi, 2005) of a sample of the calls.</summary>
sealed class HotGrains
{
    // One call in sixteen is looked at, by lot, since calls come in patterns: a hot grain is called thousands of times, and the others cost nothing.
    const int Sample = 16, Places = 128;

    readonly Lock _gate = new();
    readonly Dictionary<GrainId, (long Count, long Inherited)> _counts = new(Places);

    /// <summary>A call reached a grain. Never waits: a sample that meets another is dropped.</summary>
    public void Called(GrainId grain)
    {
        if (Random.Shared.Next(Sample) != 0 || !_gate.TryEnter())
            return;
        try
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, grain, out var known);
            place.Count++;
            if (!known && _counts.Count > Places)
                Replace(grain);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>The busiest since the last asking, with the calls a second that are theirs for sure. One that the lot met once is chance.</summary>
    public IReadOnlyList<HotGrain> Take(int most, TimeSpan since)
    {
        lock (_gate)
        {
            HotGrain[] hottest = [.. _counts.Select(one => (one.Key, Sure: one.Value.Count - one.Value.Inherited)).Where(one => one.Sure > 1)
                .OrderByDescending(one => one.Sure).Take(most).Select(one => new HotGrain(
                    one.Key.Type.ToString()!, one.Key.Key.ToString()!, Math.Round(one.Sure * Sample / Math.Max(0.001, since.TotalSeconds), 1)))];
            _counts.Clear();
            return hottest;
        }
    }

    // The newcomer takes the place and the count of the least: it may be counted too high, never too low.
    void Replace(GrainId newcomer)
    {
        var least = default(KeyValuePair<GrainId, (long Count, long)>);
        foreach (var one in _counts)
            if (one.Key != newcomer && (least.Value.Count == 0 || one.Value.Count < least.Value.Count))
                least = one;
        _counts.Remove(least.Key);
        _counts[newcomer] = (least.Value.Count + 1, least.Value.Count);
    }
}
