using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Platform.Web.Access;

namespace Platform.Web.Desk.Search;

/// <summary>What was looked for, and from which place on.</summary>
sealed record SearchState(string Q, string? After);

/// <summary>A search as an address that tells nobody what was typed: sealed for one agent of one authority, for a working day. It gives results their
/// place in the browser's history, so that the way back from a file leads to them.</summary>
sealed class SearchAddress(IDataProtectionProvider seal)
{
    static readonly TimeSpan Kept = TimeSpan.FromHours(12);

    public string Of(HttpContext context, SearchState search) =>
        "/desk?s=" + Uri.EscapeDataString(Seal(context).Protect(JsonSerializer.Serialize(search), Kept));

    /// <summary>The search of an address; null where it is of somebody else, or too old.</summary>
    public SearchState? Read(HttpContext context, string? address)
    {
        try
        {
            return string.IsNullOrEmpty(address) ? null : JsonSerializer.Deserialize<SearchState>(Seal(context).Unprotect(address));
        }
        catch (Exception odd) when (odd is CryptographicException or FormatException)
        {
            return null;
        }
    }

    ITimeLimitedDataProtector Seal(HttpContext context) =>
        seal.CreateProtector("desk-search", context.Tenant().Id.Value, context.Caller().Subject).ToTimeLimitedDataProtector();
}
