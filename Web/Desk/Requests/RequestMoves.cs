using Microsoft.AspNetCore.Mvc;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Requests;

namespace Platform.Web.Desk.Requests;

// Where a request goes: to another service, colleague, place in the queue, or into another request.
sealed partial class RequestSheetPage
{
    [BindProperty]
    public string? Service { get; set; }

    [BindProperty(Name = "transfer-note")]
    public string? TransferNote { get; set; }

    [BindProperty]
    public string? Assignee { get; set; }

    [BindProperty]
    public Priority? Priority { get; set; }

    [BindProperty]
    public string? Colleague { get; set; }

    [BindProperty]
    public string? Question { get; set; }

    [BindProperty]
    public string? Other { get; set; }

    public Task<IActionResult> OnPostTransfer(CancellationToken cancellation) =>
        Change("request.transferred", "service", presenter.Service(Service) is null ? presenter["record.no-service"] : null, cancellation, (request, view) =>
        {
            var there = presenter.Service(Service)!;
            return request.Transfer(new(CommandId("transfer"), presenter.Caller.Actor, there.Id, there.Sector, NormalizedLines(TransferNote), Version));
        });

    public Task<IActionResult> OnPostAssign(CancellationToken cancellation) =>
        Change("request.assigned", "assignee", Missing(Assignee, "request.no-colleague"), cancellation, async (request, _) =>
            await request.Assign(new(CommandId("assign"), presenter.Caller.Actor, await Someone(Assignee!, cancellation), Version)));

    public Task<IActionResult> OnPostPriority(CancellationToken cancellation) =>
        Change("request.prioritised", "priority", Priority is null ? presenter["request.no-priority"] : null, cancellation, (request, _) =>
            request.Prioritise(new(CommandId("priority"), presenter.Caller.Actor, Priority!.Value)));

    public Task<IActionResult> OnPostAsk(CancellationToken cancellation) =>
        Change("request.asked", "question", Missing(Colleague, "request.no-colleague") ?? Missing(Question, "request.no-question"), cancellation, async (request, _) =>
            await request.Ask(new(CommandId("ask"), presenter.Caller.Actor, await Someone(Colleague!, cancellation), NormalizedLines(Question))));

    public Task<IActionResult> OnPostLink(CancellationToken cancellation) => WithOther("request.linked", (id, other) =>
        requests.Link(presenter.Caller, id, other, CommandId("link")), cancellation);

    public Task<IActionResult> OnPostMerge(CancellationToken cancellation) => WithOther("request.merged", (id, other) =>
        requests.Merge(presenter.Caller, id, other, CommandId("merge")), cancellation);

    // Another request, by the number that people say.
    async Task<IActionResult> WithOther(string said, Func<RequestId, RequestId, Task<Outcome<RequestReceipt>>> change, CancellationToken cancellation)
    {
        var found = await lists.List(presenter.Caller.Tenant, presenter.Caller.VisibleSectors, new() { Number = Other ?? "" }, 1, null, cancellation);
        return await Change(said, "other", found is [] ? presenter["request.no-other"] : null, cancellation, (_, view) => change(view.Id, found[0].Id));
    }

    // A team is the agents of a service, and has its name.
    async Task<Actor> Someone(string subject, CancellationToken cancellation) =>
        subject.StartsWith(Team, StringComparison.Ordinal) && presenter.Service(subject[Team.Length..]) is { } service
            ? new(subject, presenter["request.team", presenter.Translate(service.Name)], service.Id.Value)
            : await requests.Named(presenter.Caller, new(subject), cancellation);

    /// <summary>What the subject of a team begins with.</summary>
    public const string Team = "team:";
}
