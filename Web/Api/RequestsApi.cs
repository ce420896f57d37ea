using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Requests;
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
        read.MapGet("", List).WithName("ListRequests").WithSummary("Lists requests, the newest first, of the sectors granted.")
            .Produces<RequestPage>().ProducesProblem(400);
        read.MapGet("/{id:request}", Read).WithName("ReadRequest").WithSummary("Reads a request.").Produces<RequestView>().ProducesProblem(404);

        var write = app.Concept("/requests", "Requests").RequireAuthorization(Scopes.RequestsWrite);
        write.MapPost("", Open).WithName("OpenRequest").WithSummary("Opens a request from a contact; answers its number and tracking code.")
            .Produces<RequestReceipt>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);
        Change(write, "assign", Assign, "Gives a request to someone, or takes it.");
        Change(write, "notes", Note, "Leaves a note among colleagues.");
        Change(write, "answer", Answer, "Answers the citizen, under the agent's name and service.");
        Change(write, "close", Close, "Ends a request; without an answer, a reason is needed.");
        Change(write, "reopen", Reopen, "Takes a closed request up again.");
    }

    static void Change(RouteGroupBuilder write, string verb, Delegate handler, string summary) =>
        write.MapPost("/{id:request}/" + verb, handler).WithName("Request" + char.ToUpperInvariant(verb[0]) + verb[1..]).WithSummary(summary)
            .Produces<RequestReceipt>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    static async Task<IResult> List(
        QueryEnum<RequestStatus> status, QueryEnum<Priority> priority, string? service, string? assignee, QueryEnum<QueryBoolean> late, Cursor page, Caller caller, IRequestQueries requests,
        HttpRequest http, CancellationToken cancellation)
    {
        var found = await requests.List(caller.Tenant, caller.VisibleSectors, new(status.Value, priority.Value, service, assignee, late.Value is { } truth ? truth is QueryBoolean.True : null), page.Limit, page.After, cancellation);
        return TypedResults.Ok(new RequestPage(found, page.Next(http, found.Count == page.Limit ? found[^1].Id.Value : null)));
    }

    static async Task<IResult> Read(RequestId id, Caller caller, RequestAccess desk, CancellationToken cancellation) =>
        (await desk.Read(caller, id, cancellation)).ToHttpResult();

    static async Task<IResult> Open(JsonBody<NewRequest> asked, IdempotencyKey key, Caller caller, HttpContext context, RequestAccess desk) =>
        (await desk.Open(caller, context.Tenant(), key.Id, asked.Body))
        .ToHttpResult(receipt => TypedResults.Created($"/api/requests/{receipt.Request}", receipt));

    static async Task<IResult> Assign(RequestId id, JsonBody<AssignBody> asked, IdempotencyKey key, Caller caller, RequestAccess desk) =>
        (await desk.Change(caller, id, (request, _) => request.Assign(new(key.Id, caller.Actor, asked.Body.Assignee ?? caller.Actor)))).ToHttpResult();

    static async Task<IResult> Note(RequestId id, JsonBody<TextBody> asked, IdempotencyKey key, Caller caller, RequestAccess desk) =>
        (await desk.Change(caller, id, (request, _) => request.Note(new(key.Id, caller.Actor, asked.Body.Text)))).ToHttpResult();

    static async Task<IResult> Answer(RequestId id, JsonBody<AnswerBody> asked, IdempotencyKey key, Caller caller, RequestAccess desk) =>
        (await desk.Change(caller, id, async (request, view) => await request.Answer(new(
            key.Id, caller.Actor, asked.Body.Text, asked.Body.Channel ?? await desk.WayOf(caller.Tenant, view), asked.Body.Close)))).ToHttpResult();

    static async Task<IResult> Close(RequestId id, JsonBody<ReasonBody> asked, IdempotencyKey key, Caller caller, RequestAccess desk) =>
        (await desk.Change(caller, id, (request, _) => request.Close(new(key.Id, caller.Actor, asked.Body.Reason)))).ToHttpResult();

    static async Task<IResult> Reopen(RequestId id, JsonBody<ReasonBody> asked, IdempotencyKey key, Caller caller, RequestAccess desk) =>
        asked.Body.Reason is { } reason
            ? (await desk.Change(caller, id, (request, _) => request.Reopen(new(key.Id, caller.Actor, reason)))).ToHttpResult()
            : Problem.Of(BodyErrors.Missing("reason"));

    sealed record AssignBody(Actor? Assignee = null);

    sealed record TextBody(string Text);

    sealed record AnswerBody(string Text, Channel? Channel = null, bool Close = false);

    sealed record ReasonBody(string? Reason = null);

    sealed record RequestPage(IReadOnlyList<RequestListItem> Items, [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.Never)] string? Next);
}
