using System.Threading.Channels;
using Platform.Grains.Interfaces.Contracts;

namespace Platform.Storage.Journal;

/// <summary>One who waits for a batch.</summary>
sealed class PendingItem<TItem, TResult>(TItem item) : TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public TItem Item { get; } = item;
}

/// <summary>Gathers what may travel together, and carries it.</summary>
interface IBatch<TItem, TResult>
{
    /// <summary>Takes one into the batch; false where it must wait for the next one.</summary>
    bool TryAdd(PendingItem<TItem, TResult> waiting);

    /// <summary>Carries the batch, gives everyone in it their result, and is empty again.</summary>
    Task Flush();
}

/// <summary>Group commit: what waits while a batch is under way travels together in the next one, which leaves as soon as the lane is free.
/// Never by a clock: a timer of 1 ms is 4 ms on a usual kernel, and eight callers got a third of what they could have.</summary>
/// <remarks>The first lane carries all, as long as it can: one full batch costs the database less than two half ones. The others help where
/// so many wait that each has its own full batch.</remarks>
sealed class GroupCommitQueue<TItem, TResult> : IAsyncDisposable
{
    const int Many = 128;

    readonly Channel<PendingItem<TItem, TResult>> queue;
    readonly SemaphoreSlim helperSignal = new(0);
    readonly int helpers;
    readonly Task lanes;
    volatile bool closed;

    /// <param name="capacity">How many may wait; one more is refused.</param>
    /// <param name="lanes">Each carries one batch at a time.</param>
    public GroupCommitQueue(int capacity, params IReadOnlyList<IBatch<TItem, TResult>> lanes)
    {
        queue = System.Threading.Channels.Channel.CreateBounded<PendingItem<TItem, TResult>>(new BoundedChannelOptions(capacity) { SingleReader = lanes.Count == 1 });
        helpers = lanes.Count - 1;
        this.lanes = Task.WhenAll(lanes.Select((lane, place) => Task.Run(() => Run(lane, helps: place > 0))));
    }

    /// <summary>How many wait, those not counted that a lane has taken.</summary>
    public int Waiting => queue.Reader.Count;

    /// <summary>The result of one. Giving up leaves its outcome unknown.</summary>
    /// <exception cref="JournalUnavailableException">Too many wait, or this is closed.</exception>
    public ValueTask<TResult> Ask(TItem item, CancellationToken cancellation = default)
    {
        var waiting = new PendingItem<TItem, TResult>(item);
        if (!queue.Writer.TryWrite(waiting))
            throw new JournalUnavailableException("The journal has more waiting than it can carry. Try again with the same command id.");
        if (helpers > 0 && helperSignal.CurrentCount == 0 && queue.Reader.Count >= Many) helperSignal.Release();
        return new(cancellation.CanBeCanceled ? waiting.Task.WaitAsync(cancellation) : waiting.Task);
    }

    async Task Run(IBatch<TItem, TResult> lane, bool helps)
    {
        var held = new Queue<PendingItem<TItem, TResult>>();
        while (held.Count > 0 || await queue.Reader.WaitToReadAsync())
        {
            if (helps && held.Count == 0)
            {
                await helperSignal.WaitAsync();
                if (closed) break;
            }
            if (Gather(lane, held)) await lane.Flush();
        }
        if (lane is IAsyncDisposable keeps) await keeps.DisposeAsync();
    }

    bool Gather(IBatch<TItem, TResult> lane, Queue<PendingItem<TItem, TResult>> held)
    {
        var any = false;
        var refused = 0;
        for (var earlier = held.Count; earlier > 0; earlier--) Offer(held.Dequeue());
        // A few that must wait may be stepped over; many mean that the batch is full.
        while (refused < 4 && queue.Reader.TryRead(out var waiting)) Offer(waiting);
        return any;

        void Offer(PendingItem<TItem, TResult> waiting)
        {
            if (refused < 4 && lane.TryAdd(waiting)) any = true;
            else
            {
                held.Enqueue(waiting);
                refused++;
            }
        }
    }

    /// <summary>Carries what waits, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        closed = true;
        queue.Writer.TryComplete();
        if (helpers > 0) helperSignal.Release(helpers);
        await lanes;
    }
}
