using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Platform.Gateway.Responses;

/// <summary>Renders one of the gateway's own pages, a Razor component, to the response; Razor encodes every value.</summary>
static class PageRenderer
{
    public const string StylePath = "/gateway.css";

    public static async Task Render<T>(HttpContext context, Dictionary<string, object?> parameters) where T : IComponent
    {
        await using var renderer = new HtmlRenderer(
            context.RequestServices, context.RequestServices.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        SecurityHeaders.Apply(context);
        await context.Response.WriteAsync("<!doctype html>\n" + html, context.RequestAborted);
    }
}
