using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contacts;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Localization;
using Platform.Web.Theme;

namespace Platform.Web.Portal.Contacts;

/// <summary>The contact form (F2): a web contact, and the request that the chosen service will answer.</summary>
[Authorize(Permission.Public)]
sealed class ContactFormPage(PagePresenter presenter, IContactIntake intake, RequestAccess requests, ReceiptCookie receipts) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string? Service { get; set; }

    [BindProperty]
    public string? Subject { get; set; }

    [BindProperty]
    public string? Body { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Phone { get; set; }

    /// <summary>In a crisis: would rather be called back than wait on the phone (F26).</summary>
    [BindProperty]
    public bool Callback { get; set; }

    [BindProperty(Name = "language")]
    public string? Tongue { get; set; }

    public void OnGet()
    {
        (Name, Email) = presenter.Caller.Role is Platform.Gateway.Contracts.Roles.Citizen ? (presenter.Caller.Name, presenter.Caller.Email) : (null, null);
        Prepare();
    }

    public async Task<IActionResult> OnPost()
    {
        Check();
        if (Errors.Count == 0 && await Send() is { } receipt)
        {
            receipts.Keep(HttpContext, receipt);
            return Redirect("/contact/receipt");
        }
        Prepare();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    // What a form must have; whether a text is acceptable is the domain's to say.
    void Check()
    {
        if (Chosen is null)
            Errors["service"] = presenter["contact.no-service"];
        Demand("subject", Subject, "contact.no-subject");
        Demand("body", Body, "contact.no-body");
        Demand("name", Name, "contact.no-name");
        if (Callback)
            Demand("phone", Phone, "contact.callback-phone");
        if (ContactPointParser.Read(Person, false, out _) is { } refused)
            AddFieldError(refused, presenter.Language, "email");
        if (!HasCommand)
            Errors["subject"] = presenter["error.400-what"];
    }

    void Demand(string field, string? value, string otherwise)
    {
        if (string.IsNullOrWhiteSpace(value))
            Errors[field] = presenter[otherwise];
    }

    Service? Chosen => presenter.Service(Service);

    Identity Person => new(Trimmed(Name), Trimmed(Email), PhoneReader.OfTenant(Trimmed(Phone), presenter.Tenant.Calendar.TimeZone));

    async Task<ContactReceipt?> Send()
    {
        var caller = presenter.Caller;
        var contact = new Contact(Channel.Web, Subject!.Trim(), Message, Language, Chosen!.Id);
        var recorded = await intake.Record(
            caller.Tenant, CommandId("contact"), caller.Actor, contact, Person, verified: Proven(caller));
        if (recorded.Value is not { } place)
            return Refused(recorded.Refusal!);
        var opened = await requests.Open(caller, HttpContext.Tenant(), CommandId("request"), new(
            place.Citizen, place.Version, Chosen.Id, Priority.Normal, contact.Subject, contact.Body));
        return opened.Value is { } request
            ? new(request.Number, request.TrackingCode!, Chosen.Id.Value, request.At)
            : Refused(opened.Refusal!);
    }

    // What was ticked is said in the message, in the town's own language: whoever takes the request calls first.
    string Message => Callback ? $"{NormalizedLines(Body)}\n\n{Translations.In(presenter.Tenant.Languages[0], "contact.callback-asked")}" : NormalizedLines(Body);

    string Language => Tongue is not null && Translations.Names.ContainsKey(Tongue) ? Tongue : presenter.Language;

    // A sign-in proves the mail it names and no phone, and Verified covers both.
    bool Proven(Caller caller) => caller.Email is { } proven && Phone is null && ContactPointParser.Mail(proven) == ContactPointParser.Mail(Email);

    ContactReceipt? Refused(Refusal refusal)
    {
        AddMessageError(refusal, presenter, "body");
        return null;
    }
}
