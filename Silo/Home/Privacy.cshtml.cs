using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Silo.Access;

namespace Platform.Silo.Home;

/// <summary>What becomes of what a citizen writes (GDPR article 13).</summary>
[Requires(Permission.Public)]
sealed class PrivacyPage : PageModel
{
    public static readonly string[] Parts = ["what", "who", "rights", "cookies"];
}
