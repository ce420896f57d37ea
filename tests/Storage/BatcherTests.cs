using Platform.Storage;
using Platform.Tests.Runtime;

namespace Platform.Tests.Storage;

/// <summary>Who waits for the database together travels together.</summary>
public sealed class BatcherTests
{
    readonly ManualClock _clock = new();
    readonly Lane _lane = new();

    [Fact]
    public async Task WhoeverComesAloneLeavesAtOnce()
    {
        await using var batcher = new Batcher<int, int>(100, _lane) { Clock = _clock };
        Assert.Equal(1, await batcher.Ask(1, Patience));
        Assert.Equal(2, await batcher.Ask(2, Patience));
        Assert.Equal([1, 1], _lane.Sizes);
    }

    [Fact]
    public async Task AfterCompanyALaneWaitsAMomentForTheNextOnes()
    {
        await using var batcher = new Batcher<int, int>(100, _lane) { Clock = _clock };
        _lane.Door = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = batcher.Ask(1, Patience).AsTask();
        await _lane.Carrying.WaitAsync(Patience);
        var company = Task.WhenAll(batcher.Ask(2, Patience).AsTask(), batcher.Ask(3, Patience).AsTask());
        _lane.Door.SetResult();
        await Task.WhenAll(first, company);

        var fourth = batcher.Ask(4, Patience).AsTask();
        await _clock.Waits(Patience);
        var fifth = batcher.Ask(5, Patience).AsTask();
        Assert.False(fourth.IsCompleted);
        _clock.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal((4, 5), (await fourth, await fifth));
        Assert.Equal([1, 2, 2], _lane.Sizes);
    }

    [Fact]
    public async Task AfterCompanyALaneThatFindsEnoughWaitingLeavesAtOnce()
    {
        await using var batcher = new Batcher<int, int>(100, _lane) { Clock = _clock };
        _lane.Door = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = batcher.Ask(0, Patience).AsTask();
        await _lane.Carrying.WaitAsync(Patience);
        var company = Ask(batcher, 2);
        var door = _lane.Door;
        _lane.Door = new(TaskCreationOptions.RunContinuationsAsynchronously);
        door.SetResult();
        await _lane.Carrying.WaitAsync(Patience);
        var many = Ask(batcher, 24);
        _lane.Door.SetResult();
        using var over = new CancellationTokenSource();
        var (all, lingers) = (Task.WhenAll(first, company, many), _clock.Waits(over.Token));
        var sooner = await Task.WhenAny(all, lingers);
        await over.CancelAsync();
        _clock.Pass(TimeSpan.FromMilliseconds(1));
        await all;
        Assert.Same(all, sooner);
        Assert.Equal([1, 2, 24], _lane.Sizes);
    }

    static Task Ask(Batcher<int, int> batcher, int times) =>
        Task.WhenAll(Enumerable.Range(0, times).Select(one => batcher.Ask(one, Patience).AsTask()));

    static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    sealed class Lane : ILane<int, int>
    {
        readonly List<Waiting<int, int>> _batch = [];

        public List<int> Sizes { get; } = [];

        public SemaphoreSlim Carrying { get; } = new(0);

        public TaskCompletionSource? Door { get; set; }

        public bool Admit(Waiting<int, int> waiting)
        {
            _batch.Add(waiting);
            return true;
        }

        public async Task Carry()
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
