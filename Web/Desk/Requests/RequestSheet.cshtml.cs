using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Histories;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Problems;
using Platform.Web.Theme;

namespace Platform.Web.Desk.Requests;

/// <summary>One request on the desk: whose it is, every word of it, and what an agent does with it.</summary>
[Authorize(Scopes.RequestsRead), ResponseCache(NoStore = true)]
sealed partial class RequestSheetPage(PagePresenter presenter, RequestAccess requests, CitizenFileAccess citizens, IRequestQueries lists) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    /// <summary>The list that the agent came from: the query of its address.</summary>
    [BindProperty(SupportsGet = true)]
    public string? List { get; set; }

    /// <summary>The version that the form was shown at: what others did since is told before anything is done.</summary>
    [BindProperty]
    public long? Version { get; set; }

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

    /// <summary>Whose it is, with the ways to reach them; null where the reader may not see files.</summary>
    public CitizenView? Person { get; private set; }

    /// <summary>The words of its contacts, as they came: the first, and those that joined it.</summary>
    public IReadOnlyDictionary<AttachedContact, HistoryItem> Words { get; private set; } = new Dictionary<AttachedContact, HistoryItem>();

    public IReadOnlyList<Colleague> Colleagues { get; private set; } = [];

    public bool MayWrite => presenter.Caller.May(Scopes.RequestsWrite);

    /// <summary>The list that the agent came from.</summary>
    public string Back => "/desk/requests" + (List is ['?', ..] && !List.Any(char.IsControl) ? List : "");

    /// <summary>What keeps that list in an address of this page.</summary>
    public string Keep(char first) => List is null ? "" : $"{first}list={Uri.EscapeDataString(List)}";

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        Prepare();
        return await Load(cancellation) ?? Page();
    }

    public Task<IActionResult> OnPostTake(CancellationToken cancellation) => Change("request.taken", null, null, cancellation,
        (request, _) => request.Assign(new(CommandId("assign"), presenter.Caller.Actor, presenter.Caller.Actor, Version)));

    public Task<IActionResult> OnPostAnswer(CancellationToken cancellation) =>
        Change(Closes ? "request.answered-closed" : "request.answered", "answer-text", Missing(AnswerText, "request.no-answer"), cancellation,
            async (request, view) => await request.Answer(new(
                CommandId("answer"), presenter.Caller.Actor, NormalizedLines(AnswerText), await requests.WayOf(presenter.Caller.Tenant, view), Closes, Version)));

    public Task<IActionResult> OnPostNote(CancellationToken cancellation) =>
        Change("request.noted", "note-text", Missing(NoteText, "citizen.no-note"), cancellation,
            (request, _) => request.Note(new(CommandId("note"), presenter.Caller.Actor, NormalizedLines(NoteText))));

    public Task<IActionResult> OnPostClose(CancellationToken cancellation) => Change("request.was-closed", "reason", null, cancellation,
        (request, _) => request.Close(new(CommandId("close"), presenter.Caller.Actor, Reason is null ? null : NormalizedLines(Reason), Version)));

    public Task<IActionResult> OnPostReopen(CancellationToken cancellation) =>
        Change("request.reopened", "reason", Missing(Reason, "request.no-reason"), cancellation,
            (request, _) => request.Reopen(new(CommandId("reopen"), presenter.Caller.Actor, NormalizedLines(Reason))));

    /// <summary>A colleague closed it while an answer was written: it is taken up again, and the answer stays where it is.</summary>
    public async Task<IActionResult> OnPostReopenToAnswer(CancellationToken cancellation)
    {
        var answer = AnswerText;
        var done = await Change("request.reopened", "reason", null, cancellation,
            (request, _) => request.Reopen(new(CommandId("reopen"), presenter.Caller.Actor, presenter["request.reopen-to-answer"])));
        if (done is not RedirectResult)
            return done;
        (Command, Version, AnswerText) = (default, null, answer);
        Prepare();
        return await Load(cancellation) ?? Page();
    }

    string? Missing(string? text, string otherwise) => Trimmed(text) is null ? presenter[otherwise] : null;

    async Task<IActionResult> Change(
        string said, string? field, string? missing, CancellationToken cancellation,
        Func<IRequestGrain, RequestView, Task<Outcome<RequestReceipt>>> change)
    {
        if (!MayWrite)
            return StatusCode(StatusCodes.Status403Forbidden);
        if (!RequestId.TryParse(Id, null, out var id) || !HasCommand)
            return NotFound();
        Refusal? refusal = null;
        if (missing is not null)
            Errors[field!] = missing;
        else if ((refusal = (await requests.Change(presenter.Caller, id, change)).Refusal) is { Kind: RefusalKind.NotFound })
            return NotFound();
        if (Errors.Count == 0 && refusal is null)
        {
            StatusMessage = presenter[said];
            // Handed behind a wall of another service, it is theirs: the agent is back in the list.
            return Redirect((await requests.Sees(presenter.Caller, id)) ? $"/desk/requests/{id}{Keep('?')}" : Back);
        }
        if (await Load(cancellation) is { } gone)
            return gone;
        if (refusal is not null)
            Errors[field ?? "main"] = Said(refusal);
        Response.StatusCode = refusal is { Kind: RefusalKind.Conflict } ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    // Who did what: then the same is sent again on what is known now.
    string Said(Refusal refusal)
    {
        if (refusal is ChangedMeanwhile changed)
        {
            Version = changed.Version;
            return presenter["request.changed", changed.Who, presenter["step." + changed.Fact], presenter.Moment(changed.At)];
        }
        return refusal is AlreadyClosed && Sheet.Steps.LastOrDefault(line => line.Type is "request-closed" or "request-merged") is { } end
            ? presenter["request.closed-meanwhile", presenter.Signature(end.By), presenter.Moment(end.At)]
            : refusal.Sentence.In(presenter.Language);
    }

    async Task<IActionResult?> Load(CancellationToken cancellation)
    {
        if (!RequestId.TryParse(Id, null, out var id))
            return NotFound();
        var read = await requests.Read(presenter.Caller, id, cancellation);
        if (read.Refusal is { } refusal)
            return StatusCode(Problem.StatusOf(refusal.Kind));
        Sheet = read.Value!;
        Version ??= Sheet.Version;
        if (MayWrite)
            Colleagues = await lists.Colleagues(presenter.Caller.Tenant, cancellation);
        if (presenter.Caller.May(Scopes.CitizensRead))
            await LoadPerson(cancellation);
        return null;
    }

    async Task LoadPerson(CancellationToken cancellation)
    {
        var tenant = HttpContext.Tenant();
        Person = (await citizens.Read(presenter.Caller, tenant, Sheet.Citizen, cancellation)).Value;
        var words = new Dictionary<AttachedContact, HistoryItem>();
        var first = new AttachedContact(Sheet.Citizen, Sheet.Contact, Sheet.Channel ?? default);
        foreach (var contact in Sheet.Contacts.Prepend(first))
            if (await citizens.Contact(presenter.Caller, tenant, contact.Citizen, contact.Version, cancellation) is { } item)
                words[contact] = item;
        Words = words;
    }
}
