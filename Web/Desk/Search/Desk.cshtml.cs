using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Web.Access;
using Platform.Web.Theme;

namespace Platform.Web.Desk.Search;

/// <summary>Where an agent finds a citizen while the phone rings. What is typed travels in the body: a name has no place in an address.</summary>
[Authorize(Scopes.ContactsWrite), ResponseCache(NoStore = true)]
sealed class DeskPage(PagePresenter presenter, DeskSearch finder, SearchAddress addresses) : FormPage
{
    [BindProperty]
    public string? Q { get; set; }

    /// <summary>Where the page of the results begins; null for the first.</summary>
    [BindProperty]
    public string? After { get; set; }

    /// <summary>Null before anything was looked for.</summary>
    public FoundAtDesk? Found { get; private set; }

    public bool SeesFiles => presenter.Caller.May(Scopes.CitizensRead);

    public async Task OnGet(string? s, CancellationToken cancellation)
    {
        if (SeesFiles && addresses.Read(HttpContext, s) is { } search)
        {
            (Q, After) = (search.Q, search.After);
            await Find(cancellation);
        }
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (!SeesFiles)
            return StatusCode(StatusCodes.Status403Forbidden);
        var address = string.IsNullOrWhiteSpace(Q) ? "/desk" : addresses.Of(HttpContext, new(Q, After));
        if (!Request.Headers.ContainsKey("HX-Request"))
            return Redirect(address);
        await Find(cancellation);
        Response.Headers["HX-Replace-Url"] = address;
        return Partial("/Desk/Search/Found.cshtml", this);
    }

    async Task Find(CancellationToken cancellation) =>
        Found = await finder.Find(presenter.Caller, Q, static id => $"/desk/citizens/{id}", After, cancellation);
}
