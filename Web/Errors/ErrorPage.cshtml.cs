using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Web.Access;
using Platform.Web.Theme;

namespace Platform.Web.Errors;

/// <summary>What went wrong, in the brand of the town, with what to do.</summary>
[Requires(Permission.Public), ResponseCache(NoStore = true)]
sealed class ErrorPage(PagePresenter front) : PageModel
{
    static readonly int[] Told = [400, 401, 403, 404, 409, 413, 500, 503];

    /// <summary>The status of the answer.</summary>
    public int Given { get; private set; }

    /// <summary>The status whose words are shown.</summary>
    public int Status => Told.Contains(Given) ? Given : Given < 500 ? 400 : 500;

    public string Path { get; private set; } = "/";

    public bool OnDesk => Path.StartsWith("/desk", StringComparison.Ordinal) && front.Caller.May(Scopes.ContactsWrite);

    /// <summary>What to name when calling about it.</summary>
    public string? Reference => Given >= 500 ? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null;

    public void OnGet()
    {
        // Asked for by its own address, there is no error to show but that one.
        var failed = HttpContext.Features.Get<Failed>();
        (Given, Path) = failed is null ? (StatusCodes.Status404NotFound, "/") : (failed.Status, failed.Path);
        Response.StatusCode = Given;
    }
}
