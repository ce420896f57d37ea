using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Requests;

namespace Platform.Tests.Grains.Requests;

/// <summary>A request that waits for days already, as its own silo would have opened it.</summary>
static class OldRequest
{
    /// <summary>Opens it so long ago in the journal, where its time tells it as well.</summary>
    public static async Task<RequestId> Opened(IJournal journal, TenantId tenant, CitizenId citizen, TimeSpan ago)
    {
        var at = DateTimeOffset.UtcNow - ago;
        var (id, number) = (RequestId.New(at), RequestNumber.New(at));
        var opened = new RequestOpened(
            at, new("agent:camille", "Camille Roy", "Accueil"), citizen, 1, number, ServiceId.Parse("voirie"), "cadre-de-vie", Priority.Normal,
            Channel.Web, "fr", TrackingCode.New(), new("Lampadaire en panne", "Rue des Lilas."));
        Assert.IsType<Appended.Committed>(await journal.Append(new(
            new(tenant, "request", id.ToString()), 0, $"open/{id}", new byte[32], "{}"u8.ToArray(), [JournalJson.Write(opened, at)])
        {
            SealedFor = citizen,
            Deadlines = [new(RequestState.AnswerDeadline, at + RequestState.AnswerWithin)],
            Rows = [new RequestRow(tenant, id.Value, number, citizen.Value, "voirie", "cadre-de-vie", Priority.Normal, RequestStatus.Open, null, null, at, at, false)],
        }));
        return id;
    }
}
