using Platform.Grains.Contacts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Requests;

/// <summary>The list rows and claims that facts of a request change.</summary>
static class RequestLists
{
    /// <summary>What an append of a request carries beside its facts.</summary>
    internal static Append AddProjections(Append append, RequestState before, RequestState after, IReadOnlyList<RequestEvent> events) => append with
    {
        SealedFor = after.Citizen,
        Rows = Rows(append.Stream.Tenant, RequestId.Parse(append.Stream.Id), after, events),
        Claims = Claims(events),
        Deadlines = before.AnswerBy == after.AnswerBy ? [] : [new(RequestState.AnswerDeadline, after.AnswerBy)],
    };

    internal static IReadOnlyList<IRow> Rows(TenantId tenant, RequestId id, RequestState request, IReadOnlyList<RequestEvent> events)
    {
        var row = new RequestRow(
            tenant, id.Value, request.Number, request.Citizen.Value, request.Service.Value, request.Sector, request.Priority, request.Status,
            request.Assignee?.Subject, request.Assignee?.Name, request.OpenedAt, request.ChangedAt, request.Late,
            request.Channel, request.DueAt, request.Demand?.Subject ?? "", request.Asked?.Subject);
        // The written contact it was opened from waits no more, in the same transaction: no colleague opens a second request from it.
        return events switch
        {
            [RequestOpened opened, ..] when ContactRow.Waits(opened.Channel) => [row, new ContactRow(
                tenant, opened.Citizen.Value, opened.Contact, opened.Channel, opened.Service.Value, opened.At, Waiting: false)],
            [RequestContactAttached { Contact: var joined } attached, ..] when ContactRow.Waits(joined.Channel) => [row, new ContactRow(
                tenant, joined.Citizen.Value, joined.Version, joined.Channel, request.Service.Value, attached.At, Waiting: false)],
            _ => [row],
        };
    }

    internal static IReadOnlyList<UniqueClaim> Claims(IReadOnlyList<RequestEvent> events) =>
        events is [RequestOpened { TrackingCode: { } code } opened, ..] && TrackingCode.Claim(code) is { } tracking
            ? [new(new("number", opened.Number)), new(tracking)]
            : [];
}
