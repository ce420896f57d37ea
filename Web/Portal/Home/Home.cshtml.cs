using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Grains.Interfaces.Services;
using Platform.Web.Access;
using Platform.Web.Theme;

namespace Platform.Web.Portal.Home;

/// <summary>The front door of a town: its services, and how to reach it.</summary>
[Authorize(Permission.Public)]
sealed class HomePage(PagePresenter presenter) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<Service> Found { get; private set; } = [];

    public void OnGet()
    {
        Q = string.IsNullOrWhiteSpace(Q) ? null : Q.Trim();
        Found = [.. presenter.Tenant.Services.Where(Matches)];
    }

    /// <summary>The phone hours, days of the same hours together: lundi à vendredi, 8 h à 19 h.</summary>
    public string PhoneHours(PagePresenter t) => string.Join(" ; ", t.Tenant.Calendar.Hours
        .GroupBy(span => (span.From, span.To))
        .Select(days => t["hours.days", Days(t, [.. days.Select(span => span.Day)]), t.Hour(days.Key.From), t.Hour(days.Key.To)]));

    static string Days(PagePresenter t, IReadOnlyList<DayOfWeek> days) => days.Count > 2
        ? t["hours.from-to", Name(t, days[0]), Name(t, days[^1])]
        : string.Join(", ", days.Select(day => Name(t, day)));

    static string Name(PagePresenter t, DayOfWeek day) => t.Culture.DateTimeFormat.GetDayName(day);

    bool Matches(Service service) => Q is null || ServiceSearch.Finds(
        $"{presenter.Translate(service.Name)} {presenter.Translate(service.Purpose)} {string.Join(' ', service.Points.Select(point => presenter.Translate(point.Purpose)))}", Q);
}
