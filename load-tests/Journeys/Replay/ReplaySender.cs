using System.Collections.Concurrent;
using Platform.LoadTests.Checking;
using Platform.LoadTests.Load.Measurements;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Journeys.Replay;

/// <summary>Sends planned contacts, some of them twice, and reads some histories meanwhile.</summary>
/// <param name="client">The client that sends.</param>
/// <param name="state">Keeps the receipts.</param>
sealed class ReplaySender(ContactClient client, ReplayState state)
{
    const int ReadEvery = 10;

    readonly ConcurrentBag<History> reads = [];
    readonly Histogram latencies = new();
    int unanswered;
    int answered;

    /// <summary>Histories read meanwhile.</summary>
    public IReadOnlyCollection<History> Reads => reads;

    /// <summary>From the first attempt to the receipt.</summary>
    public Histogram Latencies => latencies;

    /// <summary>Contacts that got no receipt.</summary>
    public int Unanswered => unanswered;

    /// <summary>Contacts that got a receipt; any thread may read it.</summary>
    public int Answered => Volatile.Read(ref answered);

    /// <summary>Sends contacts in order, so many at once.</summary>
    public Task Run(IEnumerable<PlannedContact> contacts, int concurrency, CancellationToken cancellation) => Parallel.ForEachAsync(
        contacts, new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = cancellation }, Send);

    async ValueTask Send(PlannedContact contact, CancellationToken cancellation)
    {
        var concurrent = contact.Duplicate == DuplicateSend.Concurrent ? client.Send(contact, cancellation) : Task.FromResult<Acknowledgement?>(null);
        var first = await client.Send(contact, cancellation);
        var second = contact.Duplicate == DuplicateSend.AfterReceipt ? await client.Send(contact, cancellation) : await concurrent;
        foreach (var one in new[] { first, second }) if (one is { } known) state.Add(state.IsResumed ? known with { SentAt = 0 } : known);
        if (first is not { } receipt)
        {
            Interlocked.Increment(ref unanswered);
            return;
        }
        lock (latencies) latencies.Record(receipt.AnsweredAt - receipt.SentAt);
        Interlocked.Increment(ref answered);
        if (contact.Canary.Number % ReadEvery == 0
            && await client.Read(new DemoTenant(contact.Canary.Tenant), receipt.Citizen, cancellation) is { } read) reads.Add(read);
    }
}
