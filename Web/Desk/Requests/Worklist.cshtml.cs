using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Web.Access;
using Platform.Web.Theme;

namespace Platform.Web.Desk.Requests;

/// <summary>The agents' worklist: what waits, what is theirs, what is done; urgent above, the oldest promise first.</summary>
[Authorize(Scopes.RequestsRead), ResponseCache(NoStore = true)]
sealed partial class WorklistPage(PagePresenter presenter, IRequestQueries requests, RequestAccess access, AccessLog looks) : FormPage
{
    const int PageLength = 50;

    [BindProperty(SupportsGet = true)]
    public string View { get; set; } = "waiting";

    [BindProperty(SupportsGet = true)]
    public string? Service { get; set; }

    [BindProperty(SupportsGet = true)]
    public Priority? Priority { get; set; }

    [BindProperty(SupportsGet = true)]
    public Channel? Channel { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Assignee { get; set; }

    [BindProperty(SupportsGet = true)]
    public RequestSort? Sort { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    [TempData]
    public string? StatusMessage { get; set; }

    public IReadOnlyList<(string View, string Count)> Views { get; private set; } = [];

    public IReadOnlyList<RequestListItem> Requests { get; private set; } = [];

    /// <summary>Who they are, where the reader may see files.</summary>
    public IReadOnlyDictionary<CitizenId, string> Names { get; private set; } = new Dictionary<CitizenId, string>();

    public IReadOnlyList<Colleague> Colleagues { get; private set; } = [];

    public IEnumerable<Service> Services => presenter.Tenant.Services.Where(service => presenter.Caller.Sees(service.Sector));

    public bool MayWrite => presenter.Caller.May(Scopes.RequestsWrite);

    public string? Next { get; private set; }

    /// <summary>In which order: what is done is read from its end.</summary>
    public RequestSort Order => Sort ?? (View is "closed" ? RequestSort.Newest : RequestSort.Due);

    public async Task OnGet(CancellationToken cancellation)
    {
        Prepare();
        await Load(cancellation);
    }

    async Task Load(CancellationToken cancellation)
    {
        var (tenant, sectors) = (presenter.Caller.Tenant, presenter.Caller.VisibleSectors);
        (Service, Assignee) = (Trimmed(Service), Trimmed(Assignee));
        var count = await requests.Count(tenant, sectors, Bounds, presenter.Caller.Subject, cancellation);
        var contacts = await requests.CountWaiting(tenant, WaitingContactsPage.Services(presenter), cancellation);
        Views =
        [
            ("waiting", Said(count[RequestStatus.Open])), ("mine", Said(count.Mine)), ("asked", Said(count.Asked)),
            ("under-way", Said(count[RequestStatus.Assigned])), ("late", Said(count.Late)), ("answered", Said(count[RequestStatus.Answered])),
            ("all", Said(count.Open)), ("closed", Most(count.Closed)), ("contacts", Most(contacts)),
        ];
        if (View is "contacts" || Views.All(view => view.View != View))
            View = "waiting";
        Requests = await requests.List(tenant, sectors, Filter, PageLength, After, cancellation);
        Next = Requests.Count == PageLength ? $"{Address(View)}&after={Requests[^1].Id}" : null;
        await LoadNames(Requests, cancellation);
        if (MayWrite)
            Colleagues = await requests.Colleagues(tenant, cancellation);
    }

    // A name that is shown is a look at a file (F13).
    async Task LoadNames(IReadOnlyList<RequestListItem> items, CancellationToken cancellation)
    {
        if (!presenter.Caller.May(Scopes.CitizensRead))
            return;
        var whose = items.Select(item => item.Citizen).Distinct().ToList();
        await looks.Record(presenter.Caller, AccessLog.Worklist, whose, cancellation);
        Names = await requests.Names(presenter.Caller.Tenant, whose, cancellation);
    }

    string Said(long count) => count.ToString("N0", presenter.Culture);

    string Most(long count) => count < RequestCounts.MostClosed ? Said(count) : Said(count) + "+";

    /// <summary>The address of a view, with the other filters kept.</summary>
    public string Address(string view) => (view is "contacts" ? "/desk/requests/contacts" : "/desk/requests") + Query(view);

    /// <summary>The list as the query of its address: what leads back to it.</summary>
    public string Query(string view) => QueryString.Create(new KeyValuePair<string, string?>[]
    {
        new("view", view), new("service", Service), new("priority", Priority is { } priority ? StatusBadge.Key(priority) : null),
        new("channel", Channel is { } channel ? StatusBadge.Key(channel) : null), new("assignee", Assignee),
        new("sort", Sort is { } sort ? StatusBadge.Key(sort) : null),
    }.Where(part => part.Value is not null)).ToString();

    // What is chosen beside the view: the counts of the views are within it.
    RequestFilter Bounds => new(null, Priority, Service, Assignee) { Channel = Channel };

    RequestFilter Filter => (View switch
    {
        "waiting" => Bounds with { Status = RequestStatus.Open },
        "mine" => Bounds with { Assignee = presenter.Caller.Subject, Open = true },
        "asked" => Bounds with { Asked = presenter.Caller.Subject, Open = true },
        "under-way" => Bounds with { Status = RequestStatus.Assigned },
        "late" => Bounds with { Late = true },
        "answered" => Bounds with { Status = RequestStatus.Answered },
        "closed" => Bounds with { Status = RequestStatus.Closed },
        _ => Bounds with { Open = true },
    }) with { Sort = Order };
}
