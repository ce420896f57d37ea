using Platform.Grains.Interfaces.Contracts;
using Platform.Web.Problems;
using Platform.Web.Serialization;

namespace Platform.Web.Api;

static class ApiGroup
{
    /// <summary>A concept's part of the API: bad bodies, keys and cursors are answered before its handlers, and every answer is told to OpenAPI.</summary>
    public static RouteGroupBuilder Concept(this IEndpointRouteBuilder app, string path, string name)
    {
        var group = app.MapGroup("/api" + path).WithTags(name).ProducesProblem(401).ProducesProblem(403).ProducesProblem(503);
        group.AddEndpointFilter(static (context, next) =>
        {
            foreach (var argument in context.Arguments)
                if (argument is IValidatedParameter { Problem: { } problem })
                    return new(problem);
            return next(context);
        });
        return group;
    }

    /// <summary>The result of an outcome: the value as it is, or the problem of its refusal.</summary>
    public static IResult ToHttpResult<T>(this Outcome<T> outcome) => outcome.ToHttpResult(static value => TypedResults.Ok(value));

    /// <summary>The result of an outcome: what is made of the value, or the problem of its refusal.</summary>
    public static IResult ToHttpResult<T>(this Outcome<T> outcome, Func<T, IResult> told) =>
        outcome.Refusal is { } refusal ? Problem.Of(refusal) : told(outcome.Value!);
}

/// <summary>Accepts an id in its one written form: another text is no address of ours (404).</summary>
sealed class IdConstraint<T> : IRouteConstraint where T : IParsable<T>
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values[routeKey] is string text && !text.Any(char.IsWhiteSpace) && T.TryParse(text, null, out _);
}
