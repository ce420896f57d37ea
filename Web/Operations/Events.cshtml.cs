using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Platform.Web.Access;
using Platform.Web.Operations.Monitoring;
using Platform.Web.Serialization;

namespace Platform.Web.Operations;

/// <summary>The parts of the console as server-sent events, each second, where they changed. A stream that runs before a storm goes on in it.</summary>
[Authorize(Permission.OperationsRead)]
sealed class EventsPage(OperationsReader reader, ClusterMonitor watch, IRazorViewEngine views, TimeProvider clock) : PageModel
{
    static readonly string[] Parts = ["Headline", "Advice", "LoadTable", "Nodes", "Tenants", "Lag", "DeadLetters", "OperatorCommands"];

    public async Task<IActionResult> OnGet(string? tenant)
    {
        await EventStream.Write(HttpContext, end => Changes(string.IsNullOrWhiteSpace(tenant) ? null : tenant, end));
        return new EmptyResult();
    }

    async IAsyncEnumerable<SseItem<string>> Changes(string? tenant, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var told = new Dictionary<string, string>();
        while (true)
        {
            var next = watch.Next;
            var state = await reader.Read(tenant, cancellation);
            foreach (var part in Parts)
            {
                var html = await Render($"/Operations/{part}.cshtml", state);
                if (told.GetValueOrDefault(part) == html)
                    continue;
                told[part] = html;
                yield return new(html, JsonNamingPolicy.KebabCaseLower.ConvertName(part));
            }
            await next.WaitAsync(TimeSpan.FromSeconds(10), clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    async Task<string> Render(string path, OperationsState state)
    {
        var view = views.GetView(null, path, isMainPage: false).EnsureSuccessful([path]).View!;
        await using var text = new StringWriter();
        await view.RenderAsync(new(PageContext, view, new ViewDataDictionary<OperationsState>(ViewData, state), TempData, text, new HtmlHelperOptions()));
        return text.ToString();
    }
}
