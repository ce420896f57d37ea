using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Platform.Web.Access;

static class Undeclared
{
    /// <summary>Refuses to start with an endpoint that declares no permission: the gate would never serve it.</summary>
    /// <remarks>A page declares it on its model, which routing only knows once the page is asked for: a test reads those.</remarks>
    /// <exception cref="InvalidOperationException">Names them.</exception>
    public static void RefuseUndeclared(this IEndpointRouteBuilder app)
    {
        var undeclared = app.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null && endpoint.Metadata.GetMetadata<RequiresAttribute>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText).ToList();
        if (undeclared.Count > 0)
            throw new InvalidOperationException($"Endpoints without a permission: {string.Join(", ", undeclared)}.");
    }
}
