using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Web.Access;
using Platform.Web.Theme;

namespace Platform.Web.Errors;

/// <summary>What went wrong, in the brand of the town, with what to do.</summary>
[Authorize(Permission.Public), ResponseCache(NoStore = true), IgnoreAntiforgeryToken]
sealed class ErrorPage(PagePresenter presenter) : PageModel
{
    static readonly int[] Explained = [400, 401, 403, 404, 409, 413, 500, 503];

    /// <summary>The status of the answer.</summary>
    // Asked for by its own address, there is no error to show but that one.
    public int Given => Failed?.OriginalStatusCode ?? StatusCodes.Status404NotFound;

    /// <summary>The status whose words are shown.</summary>
    public int Status => Explained.Contains(Given) ? Given : Given < 500 ? 400 : 500;

    public string Path => Failed is { } failed ? failed.OriginalPath + failed.OriginalQueryString : "/";

    public bool OnDesk => Path.StartsWith("/desk", StringComparison.Ordinal) && presenter.Caller.May(Scopes.ContactsWrite);

    /// <summary>What to name when calling about it.</summary>
    public string? Reference => Given >= 500 ? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null;

    IStatusCodeReExecuteFeature? Failed => HttpContext.Features.Get<IStatusCodeReExecuteFeature>();

    // Whatever the method of the request that failed.
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) => Response.StatusCode = Given;
}
