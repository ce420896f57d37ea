using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Web.Access;
using Platform.Web.Theme;

namespace Platform.Web.Desk.Search;

/// <summary>Where an agent finds a citizen while the phone rings. What is typed travels in the body: a name has no place in an address.</summary>
[Authorize(Scopes.ContactsWrite), ResponseCache(NoStore = true)]
sealed class DeskPage(PagePresenter presenter, DeskSearch finder) : FormPage
{
    [BindProperty]
    public string? Q { get; set; }

    /// <summary>Null before anything was looked for.</summary>
    public IReadOnlyList<FoundCitizen>? Found { get; private set; }

    public bool SeesFiles => presenter.Caller.May(Scopes.CitizensRead);

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (!SeesFiles)
            return StatusCode(StatusCodes.Status403Forbidden);
        Found = await finder.Find(presenter.Caller, Q, id => $"/desk/citizens/{id}", cancellation);
        return Request.Headers.ContainsKey("HX-Request") ? Partial("/Desk/Search/Found.cshtml", this) : Page();
    }
}
