using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Web.Access;

namespace Platform.Web.Portal.Home;

/// <summary>What becomes of what a citizen writes (GDPR article 13).</summary>
[Authorize(Permission.Public)]
sealed class PrivacyPage : PageModel
{
    public static readonly string[] Parts = ["what", "who", "rights", "cookies"];
}
