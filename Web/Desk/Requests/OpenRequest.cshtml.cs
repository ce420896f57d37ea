using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Grains.Interfaces.Histories;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Problems;
using Platform.Web.Theme;

namespace Platform.Web.Desk.Requests;

/// <summary>Opens a request from a contact of the history.</summary>
[Authorize(Scopes.RequestsWrite), ResponseCache(NoStore = true)]
sealed class OpenRequestPage(PagePresenter presenter, CitizenFileAccess citizens, RequestAccess requests) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public long Version { get; set; }

    [BindProperty]
    public string? Service { get; set; }

    [BindProperty]
    public Priority Priority { get; set; }

    [BindProperty]
    public string? Subject { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    [TempData]
    public string? StatusMessage { get; set; }

    /// <summary>What the request is opened from.</summary>
    public HistoryItem Contact { get; private set; } = null!;

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        if (await Load(cancellation) is { } refused)
            return refused;
        Prepare();
        (Service, Subject, Description) = (Contact.Service?.Value, Contact.Subject, Contact.Body);
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (await Load(cancellation) is { } refused)
            return refused;
        if (Chosen is null)
            Errors["service"] = presenter["record.no-service"];
        if (Trimmed(Subject) is null || !HasCommand)
            Errors["subject"] = presenter["contact.no-subject"];
        if (Errors.Count == 0)
        {
            var opened = await requests.Open(presenter.Caller, HttpContext.Tenant(), CommandId("request"), new(
                CitizenId.Parse(Id), Version, Chosen!.Id, Priority, Subject!.Trim(), NormalizedLines(Description)));
            if (opened.Value is { } request)
            {
                StatusMessage = presenter["open.done", request.Number, request.TrackingCode];
                return Redirect($"/desk/citizens/{Id}");
            }
            AddFieldError(opened.Refusal!, presenter.Language, "subject");
        }
        Prepare();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    Service? Chosen => presenter.Service(Service);

    async Task<IActionResult?> Load(CancellationToken cancellation)
    {
        if (!CitizenId.TryParse(Id, null, out var id) || Version < 1)
            return NotFound();
        var read = await citizens.History(presenter.Caller, HttpContext.Tenant(), id, Version - 1, 1, cancellation);
        if (read.Refusal is { } refusal)
            return StatusCode(Problem.StatusOf(refusal.Kind));
        if (read.Value!.Items is not [{ Type: "contact-recorded" } contact] || contact.Version != Version || CitizenFileAccess.IsVeiled(contact))
            return NotFound();
        Contact = contact;
        return null;
    }
}
