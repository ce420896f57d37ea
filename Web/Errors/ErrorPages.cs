using Microsoft.AspNetCore.Http.Features;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Problems;

namespace Platform.Web.Errors;

/// <summary>An answer that people would see bare becomes a page: the request goes round again, to <c>/error</c>.</summary>
sealed class ErrorPages(RequestDelegate next)
{
    public Task Invoke(HttpContext context) => Problem.IsForPrograms(context.Request.Path) ? next(context) : ForPeople(context);

    async Task ForPeople(HttpContext context)
    {
        await next(context);
        if (context.Response is not { StatusCode: >= 400, HasStarted: false, ContentType: null, ContentLength: null or 0 })
            return;
        // Without a tenant there is no brand: the gateway, which alone sees this, has a page of its own.
        if (context.Features.Get<TenantView>() is not null)
            await Show(context);
    }

    async Task Show(HttpContext context)
    {
        var request = context.Request;
        context.Features.Set(new Failed(context.Response.StatusCode, request.Path + request.QueryString));
        var (path, query, method) = (request.Path, request.QueryString, request.Method);
        context.SetEndpoint(null);
        context.Features.Get<IRouteValuesFeature>()?.RouteValues?.Clear();
        (request.Path, request.QueryString, request.Method) = ("/error", default, HttpMethods.Get);
        try
        {
            await next(context);
        }
        finally
        {
            (request.Path, request.QueryString, request.Method) = (path, query, method);
        }
    }
}

/// <summary>What an error page is about.</summary>
sealed record Failed(int Status, string Path);
