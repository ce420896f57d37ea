using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Web.Access;

namespace Platform.Web.Desk.Requests;

/// <summary>That a request of the authority changed, as server-sent events: a hint without a datum, upon which an open list reads itself again.</summary>
[Authorize(Scopes.RequestsRead)]
sealed class WorklistEventsPage(IRequestChanges changes, IHostApplicationLifetime life, TimeProvider clock) : PageModel
{
    // Then the browser asks again, and shows anew that it may: who was signed out hears nothing more.
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    // A busy desk changes without a pause: lists are read again this often at most.
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    public async Task<IActionResult> OnGet(CancellationToken cancellation)
    {
        Response.ContentType = "text/event-stream";
        Response.Headers.CacheControl = "no-store";
        Response.Headers["X-Accel-Buffering"] = "no";
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, life.ApplicationStopping);
        end.CancelAfter(Longest);
        try
        {
            await SseFormatter.WriteAsync(Hints(HttpContext.Caller().Tenant, end.Token), Response.Body, end.Token);
        }
        catch (OperationCanceledException)
        {
            // Its minute is over, the agent left, or the silo does.
        }
        return new EmptyResult();
    }

    async IAsyncEnumerable<SseItem<string>> Hints(TenantId tenant, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // What changed before the line was open (again) is told by no hint: upon this one, the list is read as well.
        var next = changes.Next(tenant);
        yield return new("", "ready");
        while (true)
        {
            await next.WaitAsync(cancellation);
            next = changes.Next(tenant);
            yield return new("", "changed");
            await Task.Delay(Pace, clock, cancellation);
        }
    }
}
