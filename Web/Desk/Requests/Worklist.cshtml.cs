using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Web.Theme;

namespace Platform.Web.Desk.Requests;

/// <summary>The agents' worklist: what waits, what is theirs, what is done.</summary>
[Authorize(Scopes.RequestsRead), ResponseCache(NoStore = true)]
sealed class WorklistPage(PagePresenter presenter, IRequestQueries requests) : PageModel
{
    const int PageLength = 50;

    [BindProperty(SupportsGet = true)]
    public string View { get; set; } = "waiting";

    [BindProperty(SupportsGet = true)]
    public string? Service { get; set; }

    [BindProperty(SupportsGet = true)]
    public Priority? Priority { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    [TempData]
    public string? StatusMessage { get; set; }

    public IReadOnlyList<(string View, long Count)> Views { get; private set; } = [];

    public IReadOnlyList<RequestListItem> Requests { get; private set; } = [];

    public IEnumerable<Service> Services => presenter.Tenant.Services.Where(service => presenter.Caller.Sees(service.Sector));

    public string? Next { get; private set; }

    public async Task OnGet(CancellationToken cancellation)
    {
        Service = string.IsNullOrEmpty(Service) ? null : Service;
        var count = await requests.Count(presenter.Caller.Tenant, presenter.Caller.VisibleSectors, new(Priority: Priority, Service: Service), presenter.Caller.Subject, cancellation);
        Views =
        [
            ("waiting", count[RequestStatus.Open]), ("mine", count.Mine), ("under-way", count[RequestStatus.Assigned]), ("late", count.Late),
            ("answered", count[RequestStatus.Answered]), ("closed", count.Closed), ("all", count.Open + count.Closed),
        ];
        if (Views.All(view => view.View != View))
            View = "waiting";
        Requests = await requests.List(presenter.Caller.Tenant, presenter.Caller.VisibleSectors, Filter, PageLength, After, cancellation);
        Next = Requests.Count == PageLength ? $"{Address(View)}&after={Requests[^1].Id}" : null;
    }

    /// <summary>The address of a view, with the other filters kept.</summary>
    public string Address(string view) => "/desk/requests" + QueryString.Create(
        new[] { KeyValuePair.Create("view", (string?)view), new("service", Service), new("priority", Priority is { } priority ? StatusBadge.Key(priority) : null) }
            .Where(part => part.Value is not null));

    RequestFilter Filter => View switch
    {
        "waiting" => new(RequestStatus.Open, Priority, Service),
        "mine" => new(null, Priority, Service, presenter.Caller.Subject) { Open = true },
        "under-way" => new(RequestStatus.Assigned, Priority, Service),
        "late" => new(null, Priority, Service, Late: true),
        "answered" => new(RequestStatus.Answered, Priority, Service),
        "closed" => new(RequestStatus.Closed, Priority, Service),
        _ => new(null, Priority, Service),
    };
}
