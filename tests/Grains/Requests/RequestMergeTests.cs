using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Tests.Grains.Citizens;

namespace Platform.Tests.Grains.Requests;

/// <summary>Two requests of one person become one, whichever agent asks first.</summary>
[Collection(nameof(GrainClusterFixture))]
public sealed class RequestMergeTests(GrainClusterFixture hall)
{
    const int Rounds = 20;
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);
    readonly TenantId _tenant = hall.NewTenant();

    [Fact]
    public async Task TwoRequestsThatJoinEachOtherAtOnceDoNotWaitForEachOther()
    {
        using var scope = TenantScope.Enter(_tenant);
        var citizen = (await hall.Intake.Record(
            _tenant, "first", GrainClusterFixture.Camille, GrainClusterFixture.Lamp, new("Ada Martin", "ada@exemple.fr", null))).Value!.Citizen;
        for (var round = 0; round < Rounds; round++)
        {
            var (older, newer) = (await Open(citizen, $"{round}/1"), await Open(citizen, $"{round}/2"));
            var both = await Task.WhenAll(Merge(older, newer), Merge(newer, older)).WaitAsync(Deadline, TestContext.Current.CancellationToken);
            Assert.IsType<CannotMergeRequests>(both[0].Refusal);
            Assert.Null(both[1].Refusal);
        }
    }

    Task<Outcome<RequestReceipt>> Merge(RequestId request, RequestId into) =>
        hall.Grains.Request(_tenant, request).Merge(new($"{request}:{into}", GrainClusterFixture.Camille, into));

    async Task<RequestId> Open(CitizenId citizen, string command)
    {
        var id = RequestId.New(DateTimeOffset.UtcNow);
        Assert.Null((await hall.Grains.Request(_tenant, id).Open(new(
            command, GrainClusterFixture.Camille, citizen, 1, new("voirie"), "technique", Priority.Normal, Channel.Web, "fr", "Lampadaire", ""))).Refusal);
        return id;
    }
}
