using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Web.Access;
using Platform.Web.Problems;
using Platform.Web.Theme;

namespace Platform.Web.Desk.Requests;

/// <summary>One request on the desk: its steps, and what an agent does with it.</summary>
[Authorize(Scopes.RequestsRead), ResponseCache(NoStore = true)]
sealed class RequestSheetPage(PagePresenter presenter, RequestAccess requests) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    [BindProperty(Name = "answer-text")]
    public string? AnswerText { get; set; }

    [BindProperty(Name = "note-text")]
    public string? NoteText { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public bool Closes { get; set; }

    [TempData]
    public string? StatusMessage { get; set; }

    public RequestView Sheet { get; private set; } = null!;

    public bool MayWrite => presenter.Caller.May(Scopes.RequestsWrite);

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        Prepare();
        return await Load(cancellation) ?? Page();
    }

    public Task<IActionResult> OnPostTake(CancellationToken cancellation) => Change("request.taken", null, null, cancellation,
        (request, _) => request.Assign(new(CommandId("assign"), presenter.Caller.Actor, presenter.Caller.Actor)));

    public Task<IActionResult> OnPostAnswer(CancellationToken cancellation) =>
        Change(Closes ? "request.answered-closed" : "request.answered", "answer-text", Missing(AnswerText, "request.no-answer"), cancellation,
            async (request, view) => await request.Answer(new(
                CommandId("answer"), presenter.Caller.Actor, NormalizedLines(AnswerText), await requests.WayOf(presenter.Caller.Tenant, view), Closes)));

    public Task<IActionResult> OnPostNote(CancellationToken cancellation) =>
        Change("request.noted", "note-text", Missing(NoteText, "citizen.no-note"), cancellation,
            (request, _) => request.Note(new(CommandId("note"), presenter.Caller.Actor, NormalizedLines(NoteText))));

    public Task<IActionResult> OnPostClose(CancellationToken cancellation) => Change("request.was-closed", "reason", null, cancellation,
        (request, _) => request.Close(new(CommandId("close"), presenter.Caller.Actor, Reason is null ? null : NormalizedLines(Reason))));

    public Task<IActionResult> OnPostReopen(CancellationToken cancellation) =>
        Change("request.reopened", "reason", Missing(Reason, "request.no-reason"), cancellation,
            (request, _) => request.Reopen(new(CommandId("reopen"), presenter.Caller.Actor, NormalizedLines(Reason))));

    string? Missing(string? text, string otherwise) => Trimmed(text) is null ? presenter[otherwise] : null;

    async Task<IActionResult> Change(
        string said, string? field, string? missing, CancellationToken cancellation,
        Func<IRequestGrain, RequestView, Task<Outcome<RequestReceipt>>> change)
    {
        if (!MayWrite)
            return StatusCode(StatusCodes.Status403Forbidden);
        if (!RequestId.TryParse(Id, null, out var id) || !HasCommand)
            return NotFound();
        if (missing is not null)
            Errors[field!] = missing;
        else if ((await requests.Change(presenter.Caller, id, change)).Refusal is { } refusal)
            if (refusal.Kind is RefusalKind.NotFound)
                return NotFound();
            else
                Errors[field ?? "main"] = refusal.Sentence.In(presenter.Language);
        if (Errors.Count == 0)
        {
            StatusMessage = presenter[said];
            return Redirect($"/desk/requests/{id}");
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await Load(cancellation) ?? Page();
    }

    async Task<IActionResult?> Load(CancellationToken cancellation)
    {
        if (!RequestId.TryParse(Id, null, out var id))
            return NotFound();
        var read = await requests.Read(presenter.Caller, id, cancellation);
        Sheet = read.Value!;
        return read.Refusal is { } refusal ? StatusCode(Problem.StatusOf(refusal.Kind)) : null;
    }
}
