using Platform.Gateway.Contracts;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Storage;

public abstract partial class JournalContract
{
    [Fact]
    public async Task AnEndedSessionIsKeptUntilItWouldHaveEndedAnyway()
    {
        var now = TimeProvider.System.GetUtcNow();
        var (late, over) = (new RevokedSession(Guid.NewGuid().ToString("N"), now.AddHours(8)), new RevokedSession(Guid.NewGuid().ToString("N"), now.AddHours(-1)));
        foreach (var session in (RevokedSession[])[late, late, over])
            await House.EndedSessions.End(session);

        var all = await House.EndedSessions.Since(0);
        var (kept, at) = Assert.Single(all, one => one.Session.Id == late.Id);
        Assert.InRange((kept.Until - late.Until).Duration().TotalMilliseconds, 0, 1);
        Assert.DoesNotContain(all, one => one.Session.Id == over.Id);
        Assert.Contains(await House.EndedSessions.Since(at), one => one.Session.Id == late.Id);
        Assert.DoesNotContain(await House.EndedSessions.Since(at + 1), one => one.Session.Id == late.Id);
    }
}
