using Microsoft.Extensions.Logging.Abstractions;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Deadlines;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Silo.Deadlines;
using Platform.Tests.Grains.Citizens;

namespace Platform.Tests.Silo.Deadlines;

/// <summary>A promise with a date is kept once, whoever dies.</summary>
[Collection(nameof(GrainClusterFixture))]
public sealed class DeadlineSweeperTests(GrainClusterFixture hall)
{
    static readonly DateTimeOffset Due = new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ADeadlineIsToldAndKeptOnce()
    {
        var stream = await Promise();
        await Sweeper().Sweep(TestContext.Current.CancellationToken);
        Assert.Equal(0, await Sweeper().Sweep(TestContext.Current.CancellationToken));
        Assert.Equal(["promised", "kept"], await Facts(stream));
    }

    [Fact]
    public async Task ASweeperThatDiesAfterTheCommitIsFollowedByAnotherAndTheDeadlineIsKeptOnce()
    {
        var stream = await Promise();
        hall.Journal.Cuts = append => append.Stream == stream ? Cut.AfterTheCommit : Cut.Not;
        await Sweeper().Sweep(TestContext.Current.CancellationToken);
        hall.Journal.Cuts = static _ => Cut.Not;
        // The heir was told too, before it knew that the deadline was kept.
        await hall.Grains.WithDeadlineOf(stream).Due("answer", Due);
        Assert.Equal(["promised", "kept"], await Facts(stream));
    }

    [Fact]
    public async Task ADeadlineThatCouldNotBeKeptIsToldAgainWhenItsLeaseEnds()
    {
        var stream = await Promise();
        hall.Journal.Cuts = append => append.Stream == stream ? Cut.BeforeTheCommit : Cut.Not;
        await Sweeper(TimeSpan.Zero).Sweep(TestContext.Current.CancellationToken);
        hall.Journal.Cuts = static _ => Cut.Not;
        Assert.Equal(["promised"], await Facts(stream));
        await Sweeper().Sweep(TestContext.Current.CancellationToken);
        Assert.Equal(["promised", "kept"], await Facts(stream));
    }

    DeadlineSweeper Sweeper(TimeSpan? lease = null) =>
        new(hall.Journal, hall.Grains, TimeProvider.System, NullLogger<DeadlineSweeper>.Instance) { Lease = lease ?? TimeSpan.FromMinutes(1) };

    async Task<EventStreamId> Promise()
    {
        var stream = new EventStreamId(hall.NewTenant(), "promise", Guid.NewGuid().ToString("N"));
        Assert.IsType<Appended.Committed>(await hall.Journal.Append(
            new(stream, 0, "promise", new byte[32], "{}"u8.ToArray(), [new("promised", "{}"u8.ToArray(), null, Due)]) { Deadlines = [new("answer", Due)] }));
        return stream;
    }

    async Task<IReadOnlyList<string>> Facts(EventStreamId stream) =>
        [.. (await hall.Journal.Read(stream, 0, 100)).Select(recorded => recorded.Fact.Type)];
}

/// <summary>Keeps a promise: one fact, with the deadline's end, under an id made of its name and time.</summary>
[GrainType("promise")]
public sealed class PromiseGrain(IJournal journal) : Grain, IDeadlineGrain
{
    public async Task Due(string name, DateTimeOffset dueAt)
    {
        var (tenant, id) = TenantKey.Parts(this.GetPrimaryKeyString());
        var stream = new EventStreamId(tenant, "promise", id);
        var version = (await journal.Load(stream)).Version;
        await journal.Append(new(stream, version, $"due/{id}/{name}/{dueAt:O}", new byte[32], "{}"u8.ToArray(), [new("kept", "{}"u8.ToArray(), null, dueAt)])
        {
            Deadlines = [new(name, null)],
        });
    }
}

static class DeadlineStreams
{
    public static IDeadlineGrain WithDeadlineOf(this IGrainFactory grains, EventStreamId stream)
    {
        TenantScope.Enter(stream.Tenant);
        return grains.WithDeadline(stream.Tenant, stream.Kind, stream.Id);
    }
}
