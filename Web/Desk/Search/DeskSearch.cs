using Platform.Grains.Interfaces.Identities;
using Platform.Web.Access;

namespace Platform.Web.Desk.Search;

/// <summary>A citizen as a search shows them: enough to tell them apart, not enough to call them.</summary>
/// <param name="Address">Where a choice leads.</param>
/// <param name="Name">As known, or null.</param>
/// <param name="Email">Masked.</param>
/// <param name="Phone">Masked.</param>
/// <param name="ChangedAt">When who they are last changed.</param>
sealed record FoundCitizen(string Address, string? Name, string? Email, string? Phone, DateTimeOffset ChangedAt);

/// <summary>The search of the desk.</summary>
sealed class DeskSearch(CitizenSearch search)
{
    const int Most = 20;
    const int Fewest = 2;

    /// <summary>Who matches, at most twenty; null where too little was typed to look.</summary>
    public async Task<IReadOnlyList<FoundCitizen>?> Find(
        Caller caller, string? text, Func<CitizenId, string> address, CancellationToken cancellation)
    {
        if (text?.Trim() is not { Length: >= Fewest } asked)
            return null;
        var found = await search.Find(caller, asked, Most, null, cancellation);
        return [.. found.Select(citizen => new FoundCitizen(
            address(citizen.Id), citizen.Name, Mask.Mail(citizen.Email), Mask.Phone(citizen.Phone), citizen.ChangedAt))];
    }
}

/// <summary>Hides the middle of what would let a reader over the shoulder call or write.</summary>
static class Mask
{
    /// <summary><c>a•••@exemple.fr</c></summary>
    public static string? Mail(string? mail) =>
        mail?.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? $"{mail[0]}•••{mail[at..]}" : null;

    /// <summary><c>•• •• •• 56 78</c></summary>
    public static string? Phone(string? phone)
    {
        var digits = string.Concat((phone ?? "").Where(char.IsAsciiDigit));
        return digits.Length >= 6 ? $"•• •• •• {digits[^4..^2]} {digits[^2..]}" : null;
    }
}
