using System.Text.Json.Serialization;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Histories;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Problems;
using Platform.Web.Serialization;

namespace Platform.Web.Api;

/// <summary>Citizen files and their histories.</summary>
static class CitizensApi
{
    const int UsualPage = 100;
    const int LongestPage = 500;
    const int UsualSearch = 20;
    const int LongestSearch = 200;

    public static void MapCitizens(this IEndpointRouteBuilder app)
    {
        var read = app.Concept("/citizens", "Citizens").RequireAuthorization(Scopes.CitizensRead);
        read.MapPost("/search", Find).WithName("FindCitizens").WithSummary("Finds citizens by name, former name, mail or phone.")
            .WithDescription("Beginnings of words are enough, accents and spaces do not count, and one typing mistake is forgiven where nobody is found. "
                + "Whole words come first, then the newest files. Send \"next\" as \"after\" for the page that follows.")
            .Produces<FoundPage>().ProducesProblem(400).ProducesProblem(422);
        read.MapGet("", static () => Problem.InAddress("/api/citizens/search", "q")).WithName("FindCitizensByAddress")
            .WithSummary("Gone: names do not belong in an address. Use POST /api/citizens/search.").ProducesProblem(410);
        read.MapGet("/{id:citizen}", Read).WithName("ReadCitizen").WithSummary("Reads a citizen file.").Produces<CitizenView>().ProducesProblem(404);
        read.MapGet("/{id:citizen}/history", History).WithName("ReadHistory")
            .WithSummary("Reads a page of the one history, oldest first.").Produces<HistoryLines>().ProducesProblem(400).ProducesProblem(404);

        var write = app.Concept("/citizens", "Citizens").RequireAuthorization(Scopes.CitizensWrite);
        Change(write, "notes", Note, "NoteCitizen", "Leaves a note that colleagues see at the next contact.");
        Change(write, "merge", Merge, "MergeCitizen", "Merges this duplicate into another file.");
        Change(write, "corrections", Correct, "CorrectCitizen", "Corrects who a citizen is.");
        Change(write, "consents", Consent, "SetConsent", "Gives or withdraws a consent.");

        app.Concept("/citizens", "Citizens").RequireAuthorization(Permission.AccessesRead).MapGet("/{id:citizen}/accesses", Accesses)
            .WithName("ReadAccesses").WithSummary("Who looked at this file, the newest first.").Produces<AccessPage>().ProducesProblem(400);
    }

    static void Change(RouteGroupBuilder write, string verb, Delegate handler, string name, string summary) =>
        write.MapPost("/{id:citizen}/" + verb, handler).WithName(name).WithSummary(summary)
            .Produces<Receipt>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    static async Task<IResult> Find(JsonBody<FindBody> asked, Caller caller, CitizenSearch citizens, CancellationToken cancellation)
    {
        if (asked.Body.Limit is < 1 or > LongestSearch)
            return Limits.Refused(LongestSearch);
        var after = default(CitizenSearchCursor);
        if (asked.Body.After is { } text && !CitizenSearchCursor.TryParse(text, null, out after))
            return Cursor.NotOurs;
        var found = await citizens.Find(
            caller, asked.Body.Q, asked.Body.Limit ?? UsualSearch, asked.Body.After is null ? null : after, cancellation);
        return TypedResults.Ok(new FoundPage(
            [.. found.Items.Select(static citizen => new FoundLine(citizen.Id, citizen.Name, citizen.Email, citizen.Phone, citizen.FormerName, citizen.ChangedAt))],
            found.Next?.ToString()));
    }

    static async Task<IResult> Read(CitizenId id, Caller caller, HttpContext context, CitizenFileAccess desk, CancellationToken cancellation) =>
        (await desk.Read(caller, context.Tenant(), id, cancellation)).ToHttpResult();

    static async Task<IResult> History(CitizenId id, long? after, Caller caller, HttpContext context, CitizenFileAccess desk, CancellationToken cancellation)
    {
        if (Limits.Read(context.Request.Query, UsualPage, LongestPage) is not { } limit)
            return Limits.Refused(LongestPage);
        return (await desk.History(caller, context.Tenant(), id, Math.Max(after ?? 0, 0), limit, cancellation)).ToHttpResult(page =>
            TypedResults.Ok(new HistoryLines(page.Items, page.Next is { } next ? $"/api/citizens/{id}/history?after={next}&limit={limit}" : null)));
    }

    static async Task<IResult> Note(CitizenId id, JsonBody<NoteBody> asked, IdempotencyKey key, Caller caller, IGrainFactory grains) =>
        Changed(await grains.Citizen(caller.Tenant, id).Note(new(key.Id, caller.Actor, asked.Body.Text)));

    static async Task<IResult> Merge(CitizenId id, JsonBody<MergeBody> asked, IdempotencyKey key, Caller caller, IGrainFactory grains) =>
        Changed(await grains.Citizen(caller.Tenant, id).Merge(new(key.Id, caller.Actor, asked.Body.Into)));

    static async Task<IResult> Correct(CitizenId id, JsonBody<CorrectBody> asked, IdempotencyKey key, Caller caller, HttpContext context, IGrainFactory grains) =>
        Changed(await grains.Citizen(caller.Tenant, id).Correct(new(key.Id, caller.Actor, new(
            asked.Body.Name, asked.Body.Email, PhoneReader.OfTenant(asked.Body.Phone, context.Tenant().Settings.Calendar.TimeZone)))));

    static async Task<IResult> Consent(CitizenId id, JsonBody<ConsentBody> asked, IdempotencyKey key, Caller caller, IGrainFactory grains) =>
        Changed(await grains.Citizen(caller.Tenant, id).Consent(new(key.Id, caller.Actor, asked.Body.Purpose, asked.Body.Given)));

    static async Task<IResult> Accesses(CitizenId id, Cursor page, Caller caller, CitizenFileAccess desk, HttpRequest http, CancellationToken cancellation)
    {
        var looks = await desk.Accesses(caller, id, page.Limit, page.After, cancellation);
        return TypedResults.Ok(new AccessPage([.. looks.Select(look => new AccessLine(look.Id, look.Subject, look.What, look.At, look.Request))], page.Next(http, looks.Count == page.Limit ? looks[^1].Id : null)));
    }

    static IResult Changed(Outcome<Receipt> outcome) =>
        outcome.ToHttpResult(receipt => TypedResults.Created(Contacts.ContactAnswer.Location(receipt), receipt));

    sealed record NoteBody(string Text);

    sealed record MergeBody(CitizenId Into);

    sealed record CorrectBody(string? Name = null, string? Email = null, string? Phone = null);

    sealed record ConsentBody(string Purpose, bool Given);

    sealed record FindBody(string Q, int? Limit = null, string? After = null);

    sealed record FoundPage(IReadOnlyList<FoundLine> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);

    sealed record FoundLine(CitizenId Citizen, string? Name, string? Email, string? Phone, string? FormerName, DateTimeOffset ChangedAt);

    sealed record HistoryLines(IReadOnlyList<HistoryItem> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);

    sealed record AccessLine(Guid Id, string Subject, string What, DateTimeOffset At, RequestId? Request);

    sealed record AccessPage(IReadOnlyList<AccessLine> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);
}
