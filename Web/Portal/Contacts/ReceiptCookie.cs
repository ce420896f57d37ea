using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;

namespace Platform.Web.Portal.Contacts;

/// <summary>What a citizen keeps of a contact.</summary>
/// <param name="Number">Of the request.</param>
/// <param name="Code">The tracking code: whoever has it follows the request.</param>
/// <param name="Service">Who answers.</param>
/// <param name="At">When it was received.</param>
sealed record ContactReceipt(string Number, string Code, string Service, DateTimeOffset At);

/// <summary>Carries a receipt from the form to the page that shows it, sealed and for minutes: in an address it would reach logs.</summary>
sealed class ReceiptCookie(IDataProtectionProvider seal)
{
    const string Name = "receipt";
    static readonly TimeSpan Shown = TimeSpan.FromMinutes(15);

    public void Keep(HttpContext context, ContactReceipt receipt) => context.Response.Cookies.Append(
        Name, Seal(context).Protect(JsonSerializer.Serialize(receipt), Shown), new()
        {
            HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Strict, Path = "/contact", MaxAge = Shown, Secure = context.Request.IsHttps,
        });

    public ContactReceipt? Read(HttpContext context)
    {
        try
        {
            return context.Request.Cookies[Name] is { } text
                ? JsonSerializer.Deserialize<ContactReceipt>(Seal(context).Unprotect(text))
                : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    // A receipt of one town opens in no other.
    ITimeLimitedDataProtector Seal(HttpContext context) =>
        seal.CreateProtector("receipt", context.Tenant().Id.Value).ToTimeLimitedDataProtector();
}
