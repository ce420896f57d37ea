namespace Orleans.Runtime;

// A way into a cluster from outside every silo: it knows who lives, and sends each call to the owner of the grain.
sealed class ClusterClient : IRouter, IDisposable
{
    // What a silo-less caller waits for, as Orleans' clients do.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly IMembership _membership;
    readonly Messenger _messenger;
    readonly ITimer _late;

    public ClusterClient(IMembership membership, ILink link, SiloAddress self)
    {
        _membership = membership;
        _messenger = new(link, self, this, TimeProvider.System, Patience);
        _messenger.Connect();
        _late = TimeProvider.System.CreateTimer(_ => Late(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public void Route(Call call)
    {
        call.SentAt = TimeProvider.System.GetTimestamp();
        if (Rendezvous.Owner(call.Target, _membership.Live) is { } owner)
            _messenger.Send(owner, call);
        else
            call.Fail(new SiloUnavailableException($"No silo runs; {call} had no effect."));
    }

    public void Dispose()
    {
        _late.Dispose();
        _messenger.Dispose();
    }

    void Late() =>
        _messenger.FailSentBefore(TimeProvider.System.GetTimestamp() - (long)(Patience.TotalSeconds * TimeProvider.System.TimestampFrequency));
}
