using System.Diagnostics;

namespace Orleans.Runtime;

// How long a silo may act. Counted by the monotonic clock from before the renewal was sent, and by the database from when it arrived:
// here it always ends first. A process that was stopped meanwhile finds it over as soon as it looks.
sealed class Lease(TimeSpan length)
{
    long _end;

    public bool Holds => Stopwatch.GetTimestamp() < Volatile.Read(ref _end);

    public void Renew(long sentAt) => Volatile.Write(ref _end, sentAt + (long)(length.TotalSeconds * Stopwatch.Frequency));

    public void End() => Volatile.Write(ref _end, 0);
}
