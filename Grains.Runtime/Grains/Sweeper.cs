using Orleans.Configuration;

namespace Orleans.Runtime;

// What has to be looked for: callers who waited too long, grains that nobody used, grains that belong elsewhere.
sealed class Sweeper(Silo silo, GrainCollectionOptions collection, TimeSpan patience) : IDisposable
{
    ITimer? _late;
    ITimer? _idle;

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

    // Of that age, or of the age that is configured.
    public void Collect(TimeSpan? age)
    {
        foreach (var activation in silo.Catalogue.All)
        {
            if (activation.IsIdleFor(age ?? collection.CollectionAge))
                activation.Deactivate(new(DeactivationReasonCode.ActivationIdle, "Nobody used it."));
        }
    }

    void Late()
    {
        var moment = silo.Clock.GetTimestamp() - (long)(patience.TotalSeconds * silo.Clock.TimestampFrequency);
        foreach (var activation in silo.Catalogue.All)
            foreach (var call in activation.Mailbox.SentBefore(moment)) call.FailLate(patience);
        silo.FailSentBefore(moment);
        // A call that was on its way while the silos changed may have woken a grain in the wrong place.
        silo.GiveUpShare();
    }
}
