using System.Collections.Concurrent;
using Orleans.Configuration;

namespace Orleans.Runtime;

// What has to be looked for: callers who waited too long, grains that nobody used, grains that belong elsewhere.
sealed class Sweeper(Silo silo, GrainCollectionOptions collection, TimeSpan patience) : IDisposable
{
    readonly ConcurrentQueue<Mailbox> _busy = new();
    ITimer? _late, _idle;

    public void Start()
    {
        // A quarter of the patience: a caller waits at most that much longer than it should.
        var often = TimeSpan.FromMilliseconds(Math.Clamp(patience.TotalMilliseconds / 4, 10, 5000));
        _late = silo.Clock.CreateTimer(static sweeper => ((Sweeper)sweeper!).Late(), this, often, often);
        _idle = silo.Clock.CreateTimer(
            static sweeper => ((Sweeper)sweeper!).Collect(null), this, collection.CollectionQuantum, collection.CollectionQuantum);
    }

    public void Dispose()
    {
        _late?.Dispose();
        _idle?.Dispose();
    }

    // Somebody waits for an answer there: it is looked at until nobody does.
    public void Watch(Mailbox mailbox) => _busy.Enqueue(mailbox);

    // Of that age, or of the age that is configured; and what is not ours, which nothing should have left over since the silos changed.
    public void Collect(TimeSpan? age)
    {
        foreach (var activation in silo.Catalogue.All.Where(a => a.IsIdleFor(age ?? collection.CollectionAge)))
            activation.Deactivate(new(DeactivationReasonCode.ActivationIdle, "Nobody used it."));
        silo.GiveUpShare();
    }

    void Late()
    {
        var moment = silo.Clock.GetTimestamp() - (long)(patience.TotalSeconds * silo.Clock.TimestampFrequency);
        for (var left = _busy.Count; left > 0 && _busy.TryDequeue(out var mailbox); left--)
        {
            foreach (var call in mailbox.SentBefore(moment)) call.FailLate(patience);
            if (mailbox.StaysWatched()) Watch(mailbox);
        }
        silo.FailSentBefore(moment);
    }
}
