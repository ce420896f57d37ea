using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Platform.Web.Access;

namespace Platform.Web.Portal.Contacts;

/// <summary>The receipt: number, tracking code, and what happens next (F18, F30).</summary>
[Authorize(Permission.Public), ResponseCache(NoStore = true)]
sealed class ContactReceiptPage(ReceiptCookie receipts) : PageModel
{
    public ContactReceipt? Receipt { get; private set; }

    public void OnGet() => Receipt = receipts.Read(HttpContext);
}
