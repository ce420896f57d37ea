using Platform.Grains.EventSourcing;
using Platform.Storage.Journal;

namespace Platform.Tests.Storage.Journal;

/// <summary>Who waits for the database together travels together.</summary>
public sealed class BatcherTests
{
    readonly Lane _lane = new();

    [Fact]
    public async Task WhoeverComesAloneLeavesAtOnce()
    {
        await using var batcher = new GroupCommitQueue<int, int>(100, _lane);
        Assert.Equal(1, await batcher.Ask(1, Timeout));
        Assert.Equal(2, await batcher.Ask(2, Timeout));
        Assert.Equal([1, 1], _lane.Sizes);
    }

    [Fact]
    public async Task WhoWaitsDuringACommitTravelsInTheNextBatchWithoutWaitingForMore()
    {
        await using var batcher = new GroupCommitQueue<int, int>(100, _lane);
        _lane.Door = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = batcher.Ask(0, Timeout).AsTask();
        await _lane.Carrying.WaitAsync(Timeout);
        var company = Ask(batcher, 2);
        _lane.Door.SetResult();
        await Task.WhenAll(first, company);
        Assert.Equal(4, await batcher.Ask(4, Timeout));
        Assert.Equal([1, 2, 1], _lane.Sizes);
    }

    static Task Ask(GroupCommitQueue<int, int> batcher, int times) =>
        Task.WhenAll(Enumerable.Range(0, times).Select(one => batcher.Ask(one, Timeout).AsTask()));

    static CancellationToken Timeout => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    sealed class Lane : IBatch<int, int>
    {
        readonly List<PendingItem<int, int>> _batch = [];

        public List<int> Sizes { get; } = [];

        public SemaphoreSlim Carrying { get; } = new(0);

        public TaskCompletionSource? Door { get; set; }

        public bool TryAdd(PendingItem<int, int> waiting)
        {
            _batch.Add(waiting);
            return true;
        }

        public async Task Flush()
        {
            Carrying.Release();
            if (Door is { } door)
                await door.Task;
            Sizes.Add(_batch.Count);
            var carried = _batch.ToList();
            _batch.Clear();
            carried.ForEach(waiting => waiting.TrySetResult(waiting.Item));
        }
    }
}
