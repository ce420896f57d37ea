using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Problems;
using Platform.Web.Serialization;

namespace Platform.Web.Api;

/// <summary>What the desk does with requests.</summary>
static class RequestsApi
{
    public static void MapRequests(this IEndpointRouteBuilder app)
    {
        var read = app.Concept("/requests", "Requests").RequireAuthorization(Scopes.RequestsRead);
        read.MapGet("", List).WithName("ListRequests").WithSummary("Lists requests of the sectors granted, the newest first where no sort is given.")
            .WithDescription("`from` and `to` bound when they were opened: a day (`2026-03-01`, both included, in the authority's time) or an instant. "
                + "`sort`: `-openedAt` (newest first), `openedAt`, or `dueAt` (urgent above, then the oldest promise first). Unknown parameters are refused.")
            .KnownParameters("number", "status", "priority", "service", "assignee", "citizen", "channel", "late", "from", "to", "sort")
            .Produces<RequestPage>().ProducesProblem(400);
        read.MapGet("/{id:request}", Read).WithName("ReadRequest").WithSummary("Reads a request.").Produces<RequestView>().ProducesProblem(404);

        var write = app.Concept("/requests", "Requests").RequireAuthorization(Scopes.RequestsWrite);
        write.MapPost("", Open).WithName("OpenRequest").WithSummary("Opens a request from a contact; answers its number and tracking code.")
            .Produces<RequestReceipt>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);
        Change(write, "assign", Assign, "Gives a request to someone, or takes it.");
        Change(write, "transfer", Transfer, "Hands a request to another service: its number and its promise stay.");
        Change(write, "priority", Prioritise, "Says how urgent a request is.");
        Change(write, "ask", Ask, "Asks a colleague something; their next note or answer is the reply.");
        Change(write, "links", Link, "Says that two requests belong together; each is told.");
        Change(write, "merge", Merge, "Ends a request in favour of an older one of the same person.");
        Change(write, "notes", Note, "Leaves a note among colleagues.");
        Change(write, "answer", Answer, "Answers the citizen, under the agent's name and service.");
        Change(write, "close", Close, "Ends a request; without an answer, a reason is needed.");
        Change(write, "reopen", Reopen, "Takes a closed request up again.");
    }

    static void Change(RouteGroupBuilder write, string verb, Delegate handler, string summary) =>
        write.MapPost("/{id:request}/" + verb, handler).WithName("Request" + char.ToUpperInvariant(verb[0]) + verb[1..]).WithSummary(summary)
            .Produces<RequestReceipt>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    static async Task<IResult> List(
        QueryEnum<RequestStatus> status, QueryEnum<Priority> priority, QueryEnum<QueryBoolean> late, QueryEnum<Channel> channel, string? service,
        string? assignee, string? number, string? citizen, string? from, string? to, string? sort, Cursor page, Caller caller, IRequestQueries requests,
        HttpRequest http, CancellationToken cancellation)
    {
        var filter = new RequestFilter(status.Value, priority.Value, service, assignee, late.Value is { } truth ? truth is QueryBoolean.True : null)
        {
            Number = number,
            Channel = channel.Value,
        };
        if (RequestQuery.Read(filter, http.HttpContext.Tenant().Settings.Calendar.TimeZone, citizen, from, to, sort, out filter) is { } problem)
            return problem;
        var found = await requests.List(caller.Tenant, caller.VisibleSectors, filter, page.Limit, page.After, cancellation);
        return TypedResults.Ok(new RequestPage(found, page.Next(http, found.Count == page.Limit ? found[^1].Id.Value : null)));
    }

    static async Task<IResult> Read(RequestId id, Caller caller, RequestAccess desk, CancellationToken cancellation) =>
        (await desk.Read(caller, id, cancellation)).ToHttpResult();

    static async Task<IResult> Open(JsonBody<NewRequest> asked, IdempotencyKey key, Caller caller, HttpContext context, RequestAccess desk) =>
        (await desk.Open(caller, context.Tenant(), key.Id, asked.Body))
        .ToHttpResult(receipt => TypedResults.Created($"/api/requests/{receipt.Request}", receipt));

    static async Task<IResult> Assign(RequestId id, JsonBody<AssignBody> asked, IdempotencyKey key, Caller caller, RequestAccess desk) =>
        (await desk.Change(caller, id, async (request, _) => await request.Assign(new(
            key.Id, caller.Actor, await desk.Named(caller, asked.Body.Assignee?.Actor), asked.Body.Version)))).ToHttpResult();

    static async Task<IResult> Transfer(RequestId id, JsonBody<TransferBody> asked, IdempotencyKey key, Caller caller, HttpContext context, RequestAccess desk) =>
        (await desk.Transfer(caller, context.Tenant(), id, key.Id, asked.Body.Service, asked.Body.Note, asked.Body.Version)).ToHttpResult();

    static async Task<IResult> Prioritise(RequestId id, JsonBody<PriorityBody> asked, IdempotencyKey key, Caller caller, RequestAccess desk) =>
        (await desk.Change(caller, id, (request, _) => request.Prioritise(new(key.Id, caller.Actor, asked.Body.Priority)))).ToHttpResult();

    static async Task<IResult> Ask(RequestId id, JsonBody<AskBody> asked, IdempotencyKey key, Caller caller, RequestAccess desk) =>
        (await desk.Change(caller, id, async (request, _) => await request.Ask(new(
            key.Id, caller.Actor, await desk.Named(caller, asked.Body.Colleague.Actor), asked.Body.Question)))).ToHttpResult();

    static async Task<IResult> Link(RequestId id, JsonBody<OtherBody> asked, IdempotencyKey key, Caller caller, RequestAccess desk) =>
        (await desk.Link(caller, id, asked.Body.Request, key.Id)).ToHttpResult();

    static async Task<IResult> Merge(RequestId id, JsonBody<OtherBody> asked, IdempotencyKey key, Caller caller, RequestAccess desk) =>
        (await desk.Merge(caller, id, asked.Body.Request, key.Id)).ToHttpResult();

    static async Task<IResult> Note(RequestId id, JsonBody<TextBody> asked, IdempotencyKey key, Caller caller, RequestAccess desk) =>
        (await desk.Change(caller, id, (request, _) => request.Note(new(key.Id, caller.Actor, asked.Body.Text)))).ToHttpResult();

    static async Task<IResult> Answer(RequestId id, JsonBody<AnswerBody> asked, IdempotencyKey key, Caller caller, RequestAccess desk) =>
        (await desk.Change(caller, id, async (request, view) => await request.Answer(new(
            key.Id, caller.Actor, asked.Body.Text, asked.Body.Channel ?? await desk.WayOf(caller.Tenant, view), asked.Body.Close,
            asked.Body.Version)))).ToHttpResult();

    static async Task<IResult> Close(RequestId id, JsonBody<ReasonBody> asked, IdempotencyKey key, Caller caller, RequestAccess desk) =>
        (await desk.Change(caller, id, (request, _) => request.Close(new(key.Id, caller.Actor, asked.Body.Reason, asked.Body.Version)))).ToHttpResult();

    static async Task<IResult> Reopen(RequestId id, JsonBody<ReasonBody> asked, IdempotencyKey key, Caller caller, RequestAccess desk) =>
        asked.Body.Reason is { } reason
            ? (await desk.Change(caller, id, (request, _) => request.Reopen(new(key.Id, caller.Actor, reason)))).ToHttpResult()
            : Problem.Of(BodyErrors.Missing("reason"));

    sealed record AssignBody(Assignee? Assignee = null, long? Version = null);

    sealed record TransferBody(ServiceId Service, string? Note = null, long? Version = null);

    sealed record PriorityBody(Priority Priority);

    sealed record AskBody(Assignee Colleague, string Question);

    sealed record OtherBody(RequestId Request);

    sealed record TextBody(string Text);

    sealed record AnswerBody(string Text, Channel? Channel = null, bool Close = false, long? Version = null);

    sealed record ReasonBody(string? Reason = null, long? Version = null);

    sealed record RequestPage(IReadOnlyList<RequestListItem> Items, [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)] string? Next);
}
