using System.Threading.Channels;
using Platform.Journal;

namespace Platform.Storage;

/// <summary>One who waits for a batch.</summary>
sealed class Waiting<TItem, TResult>(TItem item) : TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public TItem Item { get; } = item;
}

/// <summary>Gathers what may travel together, and carries it.</summary>
interface ILane<TItem, TResult>
{
    /// <summary>Takes one into the batch; false where it must wait for the next one.</summary>
    bool Admit(Waiting<TItem, TResult> waiting);

    /// <summary>Carries the batch, gives everyone in it their result, and is empty again.</summary>
    Task Carry();
}

/// <summary>Group commit: whoever waits travels together. A lane that is free leaves at once with what is there, so a lone caller never waits.</summary>
sealed class Batcher<TItem, TResult> : IAsyncDisposable
{
    readonly Channel<Waiting<TItem, TResult>> queue;
    readonly Task lanes;

    /// <param name="capacity">How many may wait; one more is refused.</param>
    /// <param name="lanes">Each carries one batch at a time.</param>
    public Batcher(int capacity, params IReadOnlyList<ILane<TItem, TResult>> lanes)
    {
        queue = Channel.CreateBounded<Waiting<TItem, TResult>>(new BoundedChannelOptions(capacity) { SingleReader = lanes.Count == 1 });
        this.lanes = Task.WhenAll(lanes.Select(lane => Task.Run(() => Run(lane))));
    }

    /// <summary>How many wait, those not counted that a lane has taken.</summary>
    public int Waiting => queue.Reader.Count;

    /// <summary>The result of one. Giving up leaves its outcome unknown.</summary>
    /// <exception cref="JournalUnavailableException">Too many wait, or this is closed.</exception>
    public ValueTask<TResult> Ask(TItem item, CancellationToken cancellation = default)
    {
        var waiting = new Waiting<TItem, TResult>(item);
        if (!queue.Writer.TryWrite(waiting))
            throw new JournalUnavailableException("The journal has more waiting than it can carry. Try again with the same command id.");
        return new(cancellation.CanBeCanceled ? waiting.Task.WaitAsync(cancellation) : waiting.Task);
    }

    async Task Run(ILane<TItem, TResult> lane)
    {
        var held = new Queue<Waiting<TItem, TResult>>();
        while (held.Count > 0 || await queue.Reader.WaitToReadAsync())
        {
            if (Gather(lane, held)) await lane.Carry();
        }
    }

    bool Gather(ILane<TItem, TResult> lane, Queue<Waiting<TItem, TResult>> held)
    {
        var any = false;
        var refused = 0;
        for (var earlier = held.Count; earlier > 0; earlier--) Offer(held.Dequeue());
        // A few that must wait may be stepped over; many mean that the batch is full.
        while (refused < 4 && queue.Reader.TryRead(out var waiting)) Offer(waiting);
        return any;

        void Offer(Waiting<TItem, TResult> waiting)
        {
            if (refused < 4 && lane.Admit(waiting)) any = true;
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
        queue.Writer.TryComplete();
        await lanes;
    }
}
