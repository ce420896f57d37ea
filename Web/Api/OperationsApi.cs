using Platform.Gateway.Contracts.Operations;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Operations;
using Platform.Web.Access;
using Platform.Web.Operations.Monitoring;
using Platform.Web.Problems;
using Platform.Web.Serialization;
using Platform.Web.Theme;

namespace Platform.Web.Api;

/// <summary>The console for programs.</summary>
static class OperationsApi
{
    public static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton<ClusterMonitor>().AddHostedService(all => all.GetRequiredService<ClusterMonitor>())
        .AddSingleton<OperationsReader>().AddSingleton<NodeStatusBoard>().AddSingleton<OperatorCommands>();

    public static void MapOperations(this IEndpointRouteBuilder app)
    {
        var read = app.Concept("/operations", "Operations").RequireAuthorization(Permission.OperationsRead);
        read.MapGet("", Read).WithName("ReadOperations").WithSummary("How the platform is: nodes, load, tenants, advice, concerns.")
            .Produces<OperationsView>();
        read.MapGet("/orders", List).WithName("ListOrders").WithSummary("The newest orders of operators.").Produces<ConfirmCommandPage>();
        app.Concept("/operations", "Operations").RequireAuthorization(Permission.OperationsWrite)
            .MapPost("/orders", Give).WithName("GiveOrder").WithSummary("Gives an order; sent again under its key, it is one.")
            .WithDescription("`kind` is one of " + string.Join(", ", Enum.GetValues<OperatorCommandKind>().Select(kind => $"`{kind.Word()}`"))
                + "; `subject` a silo's name, a tenant, the number of a dead letter, or `*` for all tenants.")
            .Produces<OrderView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    static async Task<IResult> Read(OperationsReader desk, CancellationToken cancellation)
    {
        var state = await desk.Read(null, cancellation);
        return TypedResults.Ok(new OperationsView(
            state.Seen.At, state.Seen.Away, state.Now, state.Seen.Nodes, state.Tenants, state.Hottest,
            new(state.Seen.Advice.Recommended, state.Seen.Advice.ForPresent, state.Seen.Advice.ForAnnounced, state.Seen.Advice.Measured,
                state.Seen.Advice.MillisecondsPerContact, state.Seen.Advice.SiloPerSecond, StatusBadge.Key(state.Seen.Advice.Bound), state.Seen.Announced),
            state.Letters, state.Waiting, [.. state.Concerns.Select(concern => new ConcernView(StatusBadge.Key(concern.Weight), concern.Key, concern.Named))]));
    }

    static async Task<IResult> List(IOperatorCommandStore orders, CancellationToken cancellation) =>
        TypedResults.Ok(new ConfirmCommandPage([.. (await orders.Newest(100, cancellation)).Select(View)]));

    static async Task<IResult> Give(JsonBody<OrderBody> asked, IdempotencyKey key, Caller caller, OperatorCommands desk, CancellationToken cancellation)
    {
        var body = asked.Body;
        if (OperatorCommandKinds.Parse(body.Kind) is not { } kind)
            return Problem.Of(BodyErrors.Type("kind"));
        var given = await desk.Execute(
            caller, key.Id, kind, body.Subject ?? OperatorCommand.Everyone, new(body.Message, body.Factor, body.PerDay, body.Peak), cancellation);
        return given.ToHttpResult(order => TypedResults.Ok(View(order)));
    }

    static OrderView View(OperatorCommand order) => new(
        order.Kind.Word(), order.Subject, order.By, order.Terms.Name, order.At, order.Outcome, order.Terms.Message, order.Terms.Factor, order.Terms.PerDay,
        order.Terms.Peak);

    sealed record OrderBody(
        string Kind, string? Subject = null, LocalText? Message = null, int? Factor = null, long? PerDay = null, double? Peak = null);

    sealed record ConfirmCommandPage(IReadOnlyList<OrderView> Items);

    sealed record OrderView(
        string Kind, string Subject, string By, string? Name, DateTimeOffset At, string? Outcome, LocalText? Message, int? Factor, long? PerDay, double? Peak);

    sealed record ConcernView(string Weight, string Code, string About);

    sealed record AdviceView(
        int Recommended, int ForPresent, int? ForAnnounced, bool Measured, double? MillisecondsPerContact, double? SiloPerSecond, string Bound,
        AnnouncedLoad? Announced);

    sealed record OperationsView(
        DateTimeOffset At, bool Away, Load Load, IReadOnlyList<NodeStatus> Nodes, IReadOnlyList<TenantStatus> Tenants, IReadOnlyList<HotGrain> Hottest,
        AdviceView Advice, IReadOnlyList<DeadLetter> Letters, long Waiting, IReadOnlyList<ConcernView> Concerns);
}
