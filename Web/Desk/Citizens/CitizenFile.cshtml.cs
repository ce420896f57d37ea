using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Histories;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Problems;
using Platform.Web.Theme;

namespace Platform.Web.Desk.Citizens;

/// <summary>The file of a citizen on one screen (F10): who they are, everything that was said, and what colleagues left.</summary>
[Authorize(Scopes.CitizensRead), ResponseCache(NoStore = true)]
sealed class CitizenFilePage(PagePresenter presenter, CitizenFileAccess files, IGrainFactory grains) : FormPage
{
    const int PageLength = 20;

    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    [BindProperty]
    public string? Text { get; set; }

    [TempData]
    public string? StatusMessage { get; set; }

    public CitizenView Citizen { get; private set; } = null!;

    public HistoryLines History { get; private set; } = null!;

    public async Task<IActionResult> OnGet(long? before, CancellationToken cancellation)
    {
        if (await Load(before, cancellation) is { } refused)
            return refused;
        Prepare();
        return before is not null && Request.Headers.ContainsKey("HX-Request") ? Partial("/Desk/Citizens/History.cshtml", History) : Page();
    }

    public async Task<IActionResult> OnPostNote(CancellationToken cancellation)
    {
        if (!presenter.Caller.May(Scopes.CitizensWrite))
            return StatusCode(StatusCodes.Status403Forbidden);
        if (!CitizenId.TryParse(Id, null, out var id))
            return NotFound();
        if (Trimmed(Text) is null || !HasCommand)
            Errors["text"] = presenter["citizen.no-note"];
        else if ((await grains.Citizen(presenter.Caller.Tenant, id).Note(new(CommandId("note"), presenter.Caller.Actor, NormalizedLines(Text)))).Refusal is { } refusal)
            AddFieldError(refusal, presenter.Language, "text");
        if (Errors.Count == 0)
        {
            StatusMessage = presenter["citizen.noted"];
            return Redirect($"/desk/citizens/{id}");
        }
        return await Again(cancellation);
    }

    async Task<IActionResult> Again(CancellationToken cancellation)
    {
        if (await Load(null, cancellation) is { } refused)
            return refused;
        Prepare();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    async Task<IActionResult?> Load(long? before, CancellationToken cancellation)
    {
        if (!CitizenId.TryParse(Id, null, out var id))
            return NotFound();
        var read = await files.Read(presenter.Caller, HttpContext.Tenant(), id, cancellation);
        if (read.Value is not { } file)
            return StatusCode(Problem.StatusOf(read.Refusal!.Kind));
        var last = Math.Clamp((before ?? long.MaxValue) - 1, 0, file.Version);
        var first = Math.Max(0, last - PageLength);
        var page = last == first
            ? new HistoryPage([], null)
            : (await files.History(presenter.Caller, HttpContext.Tenant(), id, first, (int)(last - first), cancellation)).Value!;
        (Citizen, History) = (file, new(id, [.. page.Items.Reverse()], first > 0 ? first + 1 : null));
        return null;
    }
}
