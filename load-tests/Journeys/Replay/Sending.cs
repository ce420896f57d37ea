using System.Collections.Concurrent;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Journeys.Replay;

/// <summary>Sends what a plan still has to send, some of it twice, and reads a history here and there while it goes on.</summary>
/// <param name="sender">By whom.</param>
/// <param name="memory">Where receipts are written down.</param>
sealed class Sending(Sender sender, ReplayState memory)
{
    const int ReadEvery = 10;

    readonly ConcurrentBag<History> reads = [];
    readonly Histogram delays = new();
    int unanswered;
    int answered;

    /// <summary>What was read on the way.</summary>
    public IReadOnlyCollection<History> Reads => reads;

    /// <summary>From first sending to receipt.</summary>
    public Histogram Delays => delays;

    /// <summary>Contacts that got no receipt.</summary>
    public int Unanswered => unanswered;

    /// <summary>Contacts that have a receipt from this sending.</summary>
    public int Answered => Volatile.Read(ref answered);

    /// <summary>Sends them in order, so many at once.</summary>
    public Task Run(IEnumerable<Submission> submissions, int concurrency, CancellationToken cancellation) => Parallel.ForEachAsync(
        submissions, new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellation }, Send);

    async ValueTask Send(Submission submission, CancellationToken cancellation)
    {
        var twin = submission.SendTwice == SendTwice.AtOnce ? sender.Send(submission, cancellation) : Task.FromResult<Acknowledgement?>(null);
        var first = await sender.Send(submission, cancellation);
        var second = submission.SendTwice == SendTwice.Later ? await sender.Send(submission, cancellation) : await twin;
        foreach (var receipt in new[] { first, second }) if (receipt is { } known) memory.Note(memory.GoesOn ? known with { SentAt = 0 } : known);
        if (first is not { } got)
        {
            Interlocked.Increment(ref unanswered);
            return;
        }
        lock (delays) delays.Record(got.AnsweredAt - got.SentAt);
        Interlocked.Increment(ref answered);
        if (submission.Mark.Number % ReadEvery == 0
            && await sender.Read(new Tenant(submission.Mark.Tenant), got.Citizen, cancellation) is { } read) reads.Add(read);
    }
}
