using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Web.Access;
using Platform.Web.Serialization;

namespace Platform.Web.Desk.Requests;

/// <summary>That a request of the authority changed, as server-sent events: a hint without a datum, upon which an open list reads itself again.</summary>
[Authorize(Scopes.RequestsRead)]
sealed class WorklistEventsPage(IRequestChanges changes, TimeProvider clock) : PageModel
{
    // A busy desk changes without a pause: lists are read again this often at most.
    static readonly TimeSpan MinimumInterval = TimeSpan.FromSeconds(2);

    public async Task<IActionResult> OnGet()
    {
        await EventStream.Write(HttpContext, end => Hints(HttpContext.Caller().Tenant, end));
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
            await Task.Delay(MinimumInterval, clock, cancellation);
        }
    }
}
