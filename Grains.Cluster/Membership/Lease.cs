using System.Diagnostics;

namespace Orleans.Runtime;

// How long a silo may act. Counted by the monotonic clock from before the renewal was sent, and by the database from when it arrived:
// here it always ends first. A process that was stopped meanwhile finds it over as soon as it looks.
// Ended: told once it has run out, for those who wait know nothing of leases.
sealed class Lease : IDisposable
{
    // Timers count in coarse milliseconds, the lease in fine ones.
    static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(5);

    readonly TimeSpan _length;
    readonly Action _ended;
    readonly Timer _watch;
    long _end;

    public Lease(TimeSpan length, Action ended)
    {
        (_length, _ended) = (length, ended);
        _watch = new(_ => Look());
    }

    public bool Holds => Stopwatch.GetTimestamp() < Volatile.Read(ref _end);

    public void Renew(long sentAt)
    {
        Volatile.Write(ref _end, sentAt + (long)(_length.TotalSeconds * Stopwatch.Frequency));
        Watch();
    }

    public void End() => Volatile.Write(ref _end, 0);

    public void Dispose() => _watch.Dispose();

    void Look()
    {
        if (Holds)
            Watch();
        else
            _ended();
    }

    void Watch()
    {
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), Volatile.Read(ref _end));
        _watch.Change((left > TimeSpan.Zero ? left : TimeSpan.Zero) + Grain, Timeout.InfiniteTimeSpan);
    }
}
