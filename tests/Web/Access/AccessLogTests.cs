using Microsoft.Extensions.Time.Testing;
using Platform.Gateway.Contracts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Access;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Web.Access;

namespace Platform.Tests.Web.Access;

/// <summary>The register of who looked says in which order.</summary>
public sealed class AccessLogTests : IAccessLog
{
    readonly FakeTimeProvider _clock = new();
    readonly List<Guid> _ids = [];

    [Fact]
    public async Task LooksWithinOneMillisecondKeepTheirOrder()
    {
        var looks = new AccessLog(this, _clock);
        for (var i = 0; i < 2_000; i++)
        {
            await looks.Record(new(TenantId.Parse("riviere", null), "agent:camille", Roles.Agent), AccessLog.File, CitizenId.New(_clock.GetUtcNow()));
            _clock.Advance(TimeSpan.FromMicroseconds(1));
        }
        Assert.Equal(_ids.Select(id => id.ToString()).Order(StringComparer.Ordinal), _ids.Select(id => id.ToString()));
        Assert.All(_ids, id => Assert.Equal((7, 8), (id.Version, id.Variant & 0xc)));
    }

    ValueTask IAccessLog.Record(AccessEntry access, CancellationToken cancellation)
    {
        _ids.Add(access.Id);
        return default;
    }

    ValueTask<IReadOnlyList<AccessEntry>> IAccessLog.Of(
        TenantId tenant, CitizenId citizen, Guid? before, int limit, CancellationToken cancellation) => throw new NotSupportedException();
}
