using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Problems;
using Platform.Web.Theme;

namespace Platform.Web.Desk.Citizens;

/// <summary>Shows two files side by side before one joins the other.</summary>
[Authorize(Scopes.CitizensWrite), ResponseCache(NoStore = true)]
sealed class MergePage(PagePresenter presenter, CitizenFileAccess files, IGrainFactory grains) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Other { get; set; } = "";

    [TempData]
    public string? StatusMessage { get; set; }

    public CitizenView Kept { get; private set; } = null!;

    public CitizenView Joining { get; private set; } = null!;

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        Prepare();
        return await Load(cancellation) ?? Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (await Load(cancellation) is { } refused)
            return refused;
        var merged = await grains.Citizen(presenter.Caller.Tenant, Joining.Id).Merge(new(CommandId("merge"), presenter.Caller.Actor, Kept.Id));
        if (merged.Refusal is { } refusal)
        {
            AddFieldError(refusal, presenter.Language, "merge");
            Response.StatusCode = Problem.StatusOf(refusal.Kind);
            return Page();
        }
        StatusMessage = presenter["merge.done"];
        return Redirect($"/desk/citizens/{Kept.Id}");
    }

    async Task<IActionResult?> Load(CancellationToken cancellation)
    {
        if (!CitizenId.TryParse(Id, null, out var kept) || !CitizenId.TryParse(Other, null, out var joining))
            return NotFound();
        foreach (var id in new[] { kept, joining })
        {
            var read = await files.Read(presenter.Caller, HttpContext.Tenant(), id, cancellation);
            if (read.Refusal is { } refusal)
                return StatusCode(Problem.StatusOf(refusal.Kind));
            (Kept, Joining) = id == kept ? (read.Value!, Joining) : (Kept, read.Value!);
        }
        return kept == joining ? NotFound() : null;
    }
}
