using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Grains.Interfaces.Histories;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Theme;

namespace Platform.Web.Desk.Requests;

/// <summary>Written contacts that ask for something, and from which nobody opened a request: the longest waiting first (F6).</summary>
[Authorize(Scopes.CitizensRead), ResponseCache(NoStore = true)]
sealed class WaitingContactsPage(PagePresenter presenter, IRequestQueries requests, CitizenFileAccess citizens) : Microsoft.AspNetCore.Mvc.RazorPages.PageModel
{
    const int PageLength = 25;

    [BindProperty(SupportsGet = true)]
    public DateTimeOffset? At { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Citizen { get; set; }

    [BindProperty(SupportsGet = true)]
    public long Version { get; set; }

    /// <summary>Each with its words; null where they were erased.</summary>
    public IReadOnlyList<(WaitingContact Contact, HistoryItem? Words)> Contacts { get; private set; } = [];

    public IReadOnlyDictionary<CitizenId, string> Names { get; private set; } = new Dictionary<CitizenId, string>();

    public string? Next { get; private set; }

    /// <summary>The services whose contacts a caller sees; null for all.</summary>
    public static IReadOnlyList<ServiceId>? Services(PagePresenter presenter) => presenter.Caller.SeesAll
        ? null
        : [.. presenter.Tenant.Services.Where(service => presenter.Caller.Sees(service.Sector)).Select(service => service.Id)];

    public async Task OnGet(CancellationToken cancellation)
    {
        var after = At is { } at && CitizenId.TryParse(Citizen, null, out var id) ? new WaitingContact(id, Version, default, null, at) : null;
        var found = await requests.Waiting(presenter.Caller.Tenant, Services(presenter), PageLength, after, cancellation);
        Names = await requests.Names(presenter.Caller.Tenant, found.Select(contact => contact.Citizen), cancellation);
        Contacts = await Task.WhenAll(found.Select(async contact => (contact,
            await citizens.Contact(presenter.Caller, HttpContext.Tenant(), contact.Citizen, contact.Version, cancellation))));
        Next = found.Count == PageLength
            ? $"/desk/requests/contacts?at={Uri.EscapeDataString(found[^1].At.ToString("O"))}&citizen={found[^1].Citizen}&version={found[^1].Version}" : null;
    }
}
