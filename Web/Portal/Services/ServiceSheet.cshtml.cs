using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Services;
using Platform.Web.Access;
using Platform.Web.Theme;

namespace Platform.Web.Portal.Services;

/// <summary>The public sheet of a service (F3).</summary>
[Authorize(Permission.Public)]
sealed class ServiceSheetPage(PagePresenter presenter) : PageModel
{
    public static readonly DayOfWeek[] Week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    public Service Service { get; private set; } = null!;

    public IActionResult OnGet(string id)
    {
        if (presenter.Service(id) is not { } found)
            return NotFound();
        Service = found;
        return Page();
    }

    /// <summary>What a touch on the address does: call, write; a street has none.</summary>
    public static string? Link(ServicePoint point) => point.Channel switch
    {
        Channel.Phone => "tel:" + string.Concat(point.Address.Where(letter => char.IsAsciiDigit(letter) || letter == '+')),
        Channel.Email => "mailto:" + point.Address,
        _ => null,
    };
}
