using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contacts;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Localization;
using Platform.Web.Problems;
using Platform.Web.Theme;

namespace Platform.Web.Desk.Citizens;

/// <summary>An agent records a call, a visit or a letter, for a citizen who is known or new (F1, F10).</summary>
[Authorize(Scopes.ContactsWrite), ResponseCache(NoStore = true)]
sealed class RecordContactPage(PagePresenter presenter, IContactIntake intake, CitizenFileAccess files, RequestAccess requests, IGrainFactory grains) : FormPage
{
    public static readonly Channel[] Channels = [Channel.Phone, Channel.Counter, Channel.Post];

    [BindProperty(SupportsGet = true)]
    public string? Id { get; set; }

    [BindProperty(Name = "channel")]
    public Channel? Way { get; set; } = Channel.Phone;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Phone { get; set; }

    [BindProperty]
    public string? Subject { get; set; }

    [BindProperty]
    public string? Body { get; set; }

    [BindProperty]
    public string? Service { get; set; }

    [BindProperty(Name = "language")]
    public string? Tongue { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public bool Opens { get; set; }

    [TempData]
    public string? StatusMessage { get; set; }

    /// <summary>Of a citizen who is known.</summary>
    public CitizenView? Citizen { get; private set; }

    public bool MayNote => presenter.Caller.May(Scopes.CitizensWrite);

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        Prepare();
        return await Load(cancellation) ?? Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        if (await Load(cancellation) is { } refused)
            return refused;
        Check();
        if (Errors.Count == 0 && await Send() is { } place)
            return Redirect(presenter.Caller.May(Scopes.CitizensRead) ? $"/desk/citizens/{place.Citizen}" : "/desk/record");
        Prepare();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    void Check()
    {
        if (Way is not { } way || !Channels.Contains(way))
            Errors["channel"] = presenter["record.no-channel"];
        if (Trimmed(Subject) is null)
            Errors["subject"] = presenter["contact.no-subject"];
        if (Opens && Chosen is null)
            Errors["service"] = presenter["record.no-service"];
        if (!HasCommand)
            Errors["subject"] = presenter["error.400-what"];
    }

    Service? Chosen => presenter.Service(Service);

    async Task<Receipt?> Send()
    {
        var caller = presenter.Caller;
        var contact = new Contact(
            Way!.Value, Subject!.Trim(), NormalizedLines(Body), Translations.Names.ContainsKey(Tongue ?? "") ? Tongue! : presenter.Tenant.Languages[0], Chosen?.Id);
        var person = Citizen is null ? new Identity(Trimmed(Name), Trimmed(Email), PhoneReader.OfTenant(Trimmed(Phone), presenter.Tenant.Calendar.TimeZone)) : Identity.Unknown;
        var recorded = await intake.Record(caller.Tenant, CommandId("contact"), caller.Actor, contact, person, Citizen?.Id);
        if (recorded.Value is not { } place)
            return Refused(recorded.Refusal!);
        StatusMessage = presenter[caller.May(Scopes.CitizensRead) ? "citizen.recorded" : "record.done", place.Version];
        if (MayNote && Trimmed(Note) is not null
            && (await grains.Citizen(caller.Tenant, place.Citizen).Note(new(CommandId("note"), caller.Actor, NormalizedLines(Note)))).Refusal is { } unnoted)
            return Refused(unnoted, "note");
        return Opens ? await Open(caller, place, contact) : place;
    }

    async Task<Receipt?> Open(Caller caller, Receipt place, Contact contact)
    {
        var opened = await requests.Open(caller, HttpContext.Tenant(), CommandId("request"), new(
            place.Citizen, place.Version, Chosen!.Id, Priority.Normal, contact.Subject, contact.Body));
        if (opened.Value is not { } request)
            return Refused(opened.Refusal!, "service");
        StatusMessage = presenter["record.done-request", request.Number, request.TrackingCode];
        return place;
    }

    Receipt? Refused(Refusal refusal, string otherwise = "subject")
    {
        AddMessageError(refusal, presenter, otherwise);
        return null;
    }

    async Task<IActionResult?> Load(CancellationToken cancellation)
    {
        if (Id is null)
            return null;
        if (!presenter.Caller.May(Scopes.CitizensRead))
            return StatusCode(StatusCodes.Status403Forbidden);
        if (!CitizenId.TryParse(Id, null, out var id))
            return NotFound();
        var read = await files.Read(presenter.Caller, HttpContext.Tenant(), id, cancellation);
        Citizen = read.Value;
        return read.Refusal is { } refusal ? StatusCode(Problem.StatusOf(refusal.Kind)) : null;
    }
}
