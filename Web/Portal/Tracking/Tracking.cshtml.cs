using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Theme;

namespace Platform.Web.Portal.Tracking;

/// <summary>Where a request stands, for whoever has its code (F33).</summary>
[Authorize(Permission.Public), ResponseCache(NoStore = true)]
sealed class TrackingPage(PagePresenter presenter, RequestTracking tracking) : FormPage
{
    [BindProperty]
    public string? Code { get; set; }

    public Tracked? Tracked { get; private set; }

    public async Task<IActionResult> OnPost(CancellationToken cancellation)
    {
        Tracked = await tracking.Find(HttpContext.Tenant(), Code ?? "", cancellation);
        if (Tracked is null)
            Errors["code"] = presenter["tracking.unknown"];
        return Page();
    }

    /// <summary>The steps of a request as its citizen sees them: what was done, what is now, what is to come.</summary>
    public static IReadOnlyList<Step> Progress(Tracked tracked)
    {
        List<Step> steps =
        [
            new("received", tracked.OpenedAt), new("taken", tracked.TakenAt ?? tracked.Answer?.At),
            new("answered", tracked.Answer?.At), new("closed", tracked.ClosedAt),
        ];
        // Closed without an answer: what will not come is not announced.
        if (tracked.ClosedAt is not null)
            steps.RemoveAll(step => step.At is null);
        var now = steps.FindLastIndex(step => step.At is not null);
        return [.. steps.Select((step, place) => step with
        {
            Sign = step.At is null ? "" : place == now && tracked.ClosedAt is null ? "now" : "done",
        })];
    }

    /// <summary>A step: its name in the words, when it was reached, and its sign.</summary>
    public sealed record Step(string Name, DateTimeOffset? At, string Sign = "");
}
