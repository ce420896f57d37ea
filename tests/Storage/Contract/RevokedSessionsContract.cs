using Platform.Gateway.Contracts;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Storage.Contract;

public abstract partial class JournalContract
{
    [Fact]
    public async Task AnEndedSessionIsKeptUntilItWouldHaveEndedAnyway()
    {
        var now = TimeProvider.System.GetUtcNow();
        var (late, over) = (new RevokedSession(Guid.NewGuid().ToString("N"), now.AddHours(8)), new RevokedSession(Guid.NewGuid().ToString("N"), now.AddHours(-1)));
        foreach (var session in (RevokedSession[])[late, late, over])
            await House.RevokedSessions.Revoke(session.Id, session.Until);

        var all = await House.RevokedSessions.Since(0);
        var (_, until, at) = Assert.Single(all, one => one.Id == late.Id);
        Assert.InRange((until - late.Until).Duration().TotalMilliseconds, 0, 1);
        Assert.DoesNotContain(all, one => one.Id == over.Id);
        Assert.Contains(await House.RevokedSessions.Since(at), one => one.Id == late.Id);
        Assert.DoesNotContain(await House.RevokedSessions.Since(at + 1), one => one.Id == late.Id);
    }
}
