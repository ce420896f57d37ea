using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Web.Access;

namespace Platform.Web.Portal.Home;

/// <summary>The statement that the law asks of every public site (loi 2005-102, article 47; RGAA 4.1).</summary>
[Authorize(Permission.Public)]
sealed class AccessibilityPage : PageModel
{
    public static readonly string[] Parts = ["state", "tests", "report", "recourse"];
}
