using Microsoft.AspNetCore.Mvc;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Requests;

namespace Platform.Web.Desk.Requests;

// Many requests at once: each is asked for itself, and each says what became of it.
sealed partial class WorklistPage
{
    const int AtOnce = 8, MostPicked = 200;

    [BindProperty]
    public List<Guid> Pick { get; set; } = [];

    [BindProperty(Name = "to-assignee")]
    public string? ToAssignee { get; set; }

    [BindProperty(Name = "to-service")]
    public string? ToService { get; set; }

    [BindProperty(Name = "to-note")]
    public string? ToNote { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>What takes back what was just done: a request and where it was, each.</summary>
    [BindProperty]
    public List<string> Undo { get; set; } = [];

    /// <summary>What became of each.</summary>
    public IReadOnlyList<(RequestId Request, string Number, string? Refused)> Results { get; private set; } = [];

    /// <summary>The handler that takes it back; null where nothing can be.</summary>
    public string? Undoing { get; private set; }

    public Task<IActionResult> OnPostTake(CancellationToken cancellation) => Each("take", null, cancellation, (request, _, id) =>
        request.Assign(new(id, presenter.Caller.Actor, presenter.Caller.Actor)));

    public async Task<IActionResult> OnPostAssign(CancellationToken cancellation)
    {
        if (Trimmed(ToAssignee) is not { } subject)
            return await Refused("to-assignee", "request.no-colleague", cancellation);
        var colleague = await access.Named(presenter.Caller, new(subject), cancellation);
        return await Each("assign", null, cancellation, (request, _, id) => request.Assign(new(id, presenter.Caller.Actor, colleague)));
    }

    public async Task<IActionResult> OnPostTransfer(CancellationToken cancellation) => presenter.Service(ToService) is not { } there
        ? await Refused("to-service", "record.no-service", cancellation)
        : await Each("transfer", "untransfer", cancellation, (request, view, id) =>
        {
            lock (Undo)
                Undo.Add($"{view.Id} {view.Service}");
            return request.Transfer(new(id, presenter.Caller.Actor, there.Id, there.Sector, NormalizedLines(ToNote)));
        });

    public async Task<IActionResult> OnPostClose(CancellationToken cancellation) => Trimmed(Reason) is null
        ? await Refused("reason", "request.no-reason", cancellation)
        : await Each("close", "unclose", cancellation, (request, view, id) =>
        {
            lock (Undo)
                Undo.Add(view.Id.ToString());
            return request.Close(new(id, presenter.Caller.Actor, NormalizedLines(Reason)));
        });

    /// <summary>Takes up again what was just closed.</summary>
    public Task<IActionResult> OnPostUnclose(CancellationToken cancellation)
    {
        Pick = [.. Undo.Select(one => Guid.TryParse(one, out var id) ? id : default).Where(id => id != default)];
        Undo = [];
        return Each("unclose", null, cancellation, (request, _, id) => request.Reopen(new(id, presenter.Caller.Actor, presenter["work.undone"])));
    }

    /// <summary>Brings back what was just transferred, where it can still be seen.</summary>
    public Task<IActionResult> OnPostUntransfer(CancellationToken cancellation)
    {
        var before = Undo.Select(one => one.Split(' ')).Where(parts => parts.Length == 2 && Guid.TryParse(parts[0], out _))
            .DistinctBy(parts => parts[0]).ToDictionary(parts => Guid.Parse(parts[0]), parts => parts[1]);
        (Pick, Undo) = ([.. before.Keys], []);
        return Each("untransfer", null, cancellation, async (request, view, id) => presenter.Service(before[view.Id.Value]) is { } service
            ? await request.Transfer(new(id, presenter.Caller.Actor, service.Id, service.Sector, presenter["work.undone"]))
            : new NoSuchService());
    }

    async Task<IActionResult> Refused(string field, string key, CancellationToken cancellation)
    {
        Errors[field] = presenter[key];
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await Load(cancellation);
        return Page();
    }

    async Task<IActionResult> Each(
        string verb, string? undoing, CancellationToken cancellation, Func<IRequestGrain, RequestView, string, Task<Outcome<RequestReceipt>>> change)
    {
        if (!MayWrite)
            return StatusCode(StatusCodes.Status403Forbidden);
        if (!HasCommand)
            return NotFound();
        var picked = Pick.Distinct().Take(MostPicked).ToList();
        if (picked.Count == 0)
            return await Refused("pick", "work.none-picked", cancellation);
        using var few = new SemaphoreSlim(AtOnce);
        Results = await Task.WhenAll(picked.Select(async id =>
        {
            await few.WaitAsync(cancellation);
            try
            {
                var number = "";
                var outcome = await access.Change(presenter.Caller, new(id), (request, view) =>
                {
                    number = view.Number;
                    return change(request, view, CommandId($"{verb}/{id:N}"));
                });
                return (new RequestId(id), number, outcome.Refusal?.Sentence.In(presenter.Language));
            }
            finally
            {
                few.Release();
            }
        }));
        var done = Results.Where(result => result.Refused is null).Select(result => result.Request.ToString()).ToHashSet();
        Undo = [.. Undo.Where(one => done.Contains(one.Split(' ')[0]))];
        Undoing = Undo.Count > 0 ? undoing : null;
        // What was done is done: the next bulk is another command.
        Command = default;
        Prepare();
        Pick = [.. Results.Where(result => result.Refused is not null).Select(result => result.Request.Value)];
        await Load(cancellation);
        return Page();
    }
}
