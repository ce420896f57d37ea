using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Contacts;
using Platform.Web.Problems;
using Platform.Web.Serialization;

namespace Platform.Web.Api;

/// <summary>Contacts as they come in: one, or many in a stream.</summary>
static class ContactsApi
{
    public static void MapContacts(this IEndpointRouteBuilder app)
    {
        var contacts = app.Concept("/contacts", "Contacts").RequireAuthorization(Scopes.ContactsWrite);
        RequestDelegate record = Record, batch = Batch;
        contacts.MapPost("", record).WithMetadata(record.Method).WithName("RecordContact").WithSummary("Records a contact.")
            .WithDescription("Finds the citizen by mail or phone, or opens their file; answers their place in the one history. Repeatable with Idempotency-Key.")
            .WithMetadata(new AcceptsMetadata([Json.Type], typeof(ContactBody)))
            .WithMetadata(Answers(StatusCodes.Status201Created, typeof(Receipt), Json.Type))
            .WithMetadata([.. new[] { 400, 404, 409, 413, 415, 422 }.Select(status => Answers(status, typeof(ProblemDetails), Problem.Type))]);
        contacts.MapPost("/batch", batch).WithMetadata(batch.Method).WithName("RecordContacts").WithSummary("Records a stream of contacts.")
            .WithDescription("One JSON contact a line (each may carry its \"key\"); one result a line, in the order of the input, while the rest is still being read. "
                + "At most 10,000 lines of 256 KB, 64 MB together. Contacts of one person keep their order.")
            .WithMetadata(new RequestSizeLimitAttribute(ContactBatch.Largest))
            .WithMetadata(Answers(StatusCodes.Status200OK, typeof(ContactBatchLine), ContactBatch.Type), Answers(415, typeof(ProblemDetails), Problem.Type));
    }

    static async Task Record(HttpContext context)
    {
        var (body, problem) = await Json.Whole(context);
        if (problem is not null)
        {
            await problem.Answer(context);
            return;
        }
        var tenant = context.Tenant();
        problem = ContactReader.Read(body, tenant.Settings.Languages[0], line: false, out var asked);
        context.Request.BodyReader.AdvanceTo(body.End);
        var key = IdempotencyKey.Of(context);
        if ((problem ?? key.Problem ?? ContactReader.Unknown(asked!, tenant)) is { } refused)
        {
            await refused.Answer(context);
            return;
        }
        asked = ContactReader.OfTenant(asked!, tenant);
        var requests = context.RequestServices.GetRequiredService<RequestAccess>();
        if (asked.Request is { } joined)
        {
            // Before anything is recorded: what is refused changed nothing.
            if (!context.Caller().May(Scopes.RequestsWrite))
            {
                await Problem.NotAllowed.Answer(context);
                return;
            }
            if (await requests.CannotAttach(context.Caller(), joined) is { } cannot)
            {
                await Problem.Of(cannot).Answer(context);
                return;
            }
        }
        var outcome = await context.RequestServices.GetRequiredService<IContactIntake>().Record(
            tenant.Id, key.Id, context.Caller().Actor, asked.Contact, asked.Person, asked.Citizen);
        var refusal = outcome.Refusal ?? (asked.Request is { } request
            ? (await requests.Attach(context.Caller(), request, new(outcome.Value!.Citizen, outcome.Value.Version, asked.Contact.Channel))).Refusal : null);
        if (refusal is not null)
            await Problem.Of(refusal).Answer(context);
        else
            await ContactAnswer.Write(context, outcome.Value!);
    }

    static ProducesResponseTypeMetadata Answers(int status, Type type, string content) => new(status, type, [content]);

    static Task Batch(HttpContext context) => ContactBatch.Run(context);

    sealed record ContactBody(
        CitizenBody Citizen, Channel Channel, string Subject, string? Body = null, string? Language = null, ServiceId? Service = null,
        RequestId? Request = null);

    sealed record CitizenBody(CitizenId? Id = null, string? Name = null, string? Email = null, string? Phone = null);

    sealed record ContactBatchLine(int Line, int Status, CitizenId? Citizen, long? Version, DateTimeOffset? At, ProblemDetails? Problem);
}
