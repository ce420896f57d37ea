using Microsoft.Extensions.Logging.Abstractions;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Contracts;
using Platform.Silo.Projections;
using Platform.Tests.Storage;

namespace Platform.Tests.Silo.Projections;

/// <summary>A follower runs in one silo at a time, and goes on in another.</summary>
[Trait("Speed", "Slow")]
public sealed class ProjectionLeaseTests(PostgresServer database) : IClassFixture<PostgresServer>
{
    static readonly TimeSpan Turn = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task OneHasTheTurnUntilItEndsOrIsGivenBack()
    {
        await using var house = await database.Open();
        var (follower, ct) = (Guid.NewGuid().ToString("N"), TestContext.Current.CancellationToken);
        Assert.Equal(1, await house.Leases.Take(follower, "one", Turn, ct));
        Assert.Null(await house.Leases.Take(follower, "other", Turn, ct));
        Assert.Equal(1, await house.Leases.Take(follower, "one", Turn, ct));
        await house.Leases.Release(follower, "other", ct);
        Assert.Null(await house.Leases.Take(follower, "other", Turn, ct));
        await house.Leases.Release(follower, "one", ct);
        Assert.Equal(2, await house.Leases.Take(follower, "other", TimeSpan.Zero, ct));
        // Its turn has ended: that nobody took it in between does not make it the same.
        Assert.Equal(3, await house.Leases.Take(follower, "other", Turn, ct));
    }

    [Fact]
    public async Task AZombieMovesNoCheckpoint()
    {
        await using var house = await database.Open();
        var (follower, ct) = (Guid.NewGuid().ToString("N"), TestContext.Current.CancellationToken);
        var zombie = (await house.Leases.Take(follower, "zombie", TimeSpan.Zero, ct))!.Value;
        Assert.True(await house.Journal.SaveCheckpoint(follower, 5, zombie, ct));
        var heir = (await house.Leases.Take(follower, "heir", Turn, ct))!.Value;
        Assert.False(await house.Journal.SaveCheckpoint(follower, 9, zombie, ct));
        Assert.Equal(5, await house.Journal.Checkpoint(follower, ct));
        Assert.True(await house.Journal.SaveCheckpoint(follower, 7, heir, ct));
        Assert.True(await house.Journal.SaveCheckpoint(follower, 6, heir, ct));
        Assert.Equal(7, await house.Journal.Checkpoint(follower, ct));
    }

    [Fact]
    public async Task ASiloThatIsCutOffStopsItselfAndAnotherGoesOnWithinTwoSeconds()
    {
        await using var house = await database.Open();
        var name = Guid.NewGuid().ToString("N");
        var (mine, theirs) = (new Witness(name), new Witness(name));
        var line = new Line(house.Leases);
        using var first = Host(mine, line);
        await first.StartAsync(TestContext.Current.CancellationToken);
        await mine.Runs();
        using var second = Host(theirs, house.Leases);
        await second.StartAsync(TestContext.Current.CancellationToken);
        Assert.Empty(second.Here);

        line.IsCut = true;
        var since = TimeProvider.System.GetTimestamp();
        await theirs.Runs();
        Assert.InRange(TimeProvider.System.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        // The first ends its own turn before the database gives it away.
        Assert.True(mine.Ended < theirs.Began, "Two silos ran the follower at once.");
        Assert.True(theirs.Fence > mine.Fence);
        await second.StopAsync(TestContext.Current.CancellationToken);
    }

    static ProjectionHost Host(IProjection follower, IProjectionLeases leases) =>
        new([follower], leases, TimeProvider.System, NullLogger<ProjectionHost>.Instance);

    sealed class Line(IProjectionLeases leases) : IProjectionLeases
    {
        public volatile bool IsCut;

        public ValueTask<long?> Take(string follower, string holder, TimeSpan length, CancellationToken cancellation) =>
            IsCut ? throw new JournalUnavailableException("cut") : leases.Take(follower, holder, length, cancellation);

        public ValueTask Release(string follower, string holder, CancellationToken cancellation) => leases.Release(follower, holder, cancellation);
    }

    sealed class Witness(string name) : IProjection
    {
        readonly TaskCompletionSource _runs = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => name;

        public TimeSpan Lag => TimeSpan.Zero;

        public long Fence { get; private set; }

        public long Began { get; private set; }

        public long Ended { get; private set; } = long.MaxValue;

        public Task Runs() => _runs.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        public async Task Run(long fence, CancellationToken cancellation)
        {
            (Fence, Began) = (fence, TimeProvider.System.GetTimestamp());
            _runs.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Ended = TimeProvider.System.GetTimestamp();
        }

        public Task<string?> Retry(long position, CancellationToken cancellation) => Task.FromResult<string?>(null);
    }
}
