using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Desk.Search;
using Platform.Web.Problems;
using Platform.Web.Theme;

namespace Platform.Web.Desk.Citizens;

/// <summary>Looks for the other file of the same person.</summary>
[Authorize(Scopes.CitizensWrite), ResponseCache(NoStore = true)]
sealed class FindDuplicatePage(PagePresenter presenter, CitizenFileAccess files, DeskSearch finder) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    [BindProperty]
    public string? Q { get; set; }

    public CitizenView Citizen { get; private set; } = null!;

    public IReadOnlyList<FoundCitizen>? Found { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        if (await Load(cancellation) is { } refused)
            return refused;
        // A duplicate spells the first name otherwise, or leaves it out: one word, the longest, brings more of them.
        Q = Citizen.Identity.Name?.Split(' ').MaxBy(word => word.Length);
        return await OnPost(cancellation);
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (Citizen is null && await Load(cancellation) is { } refused)
            return refused;
        var found = await finder.Find(presenter.Caller, Q, other => $"/desk/citizens/{Id}/merge/{other}", null, cancellation);
        Found = found is null ? null : [.. found.People.Where(citizen => !citizen.Address.EndsWith(Id, StringComparison.Ordinal))];
        return Page();
    }

    async Task<IActionResult?> Load(CancellationToken cancellation)
    {
        if (!CitizenId.TryParse(Id, null, out var id))
            return NotFound();
        var read = await files.Read(presenter.Caller, HttpContext.Tenant(), id, cancellation);
        Citizen = read.Value!;
        return read.Refusal is { } refusal ? StatusCode(Problem.StatusOf(refusal.Kind)) : null;
    }
}
