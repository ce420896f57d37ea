using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Web.Access;

namespace Platform.Web.Desk.Search;

/// <summary>A citizen as a search shows them: enough to tell them apart, not enough to call them.</summary>
/// <param name="Address">Where a choice leads.</param>
/// <param name="Name">As known, or null.</param>
/// <param name="Email">Masked.</param>
/// <param name="Phone">Masked.</param>
/// <param name="ChangedAt">When who they are last changed.</param>
/// <param name="FormerName">A name of before, or null.</param>
sealed record FoundCitizen(string Address, string? Name, string? Email, string? Phone, DateTimeOffset ChangedAt, string? FormerName);

/// <summary>A page of what was found.</summary>
/// <param name="People">Who matches.</param>
/// <param name="Request">The request whose number was typed, where the agent may see it.</param>
/// <param name="Next">Where the next page begins, or null.</param>
sealed record FoundAtDesk(IReadOnlyList<FoundCitizen> People, RequestView? Request, string? Next);

/// <summary>The search of the desk.</summary>
sealed class DeskSearch(CitizenSearch search, IRequestQueries numbers, RequestAccess requests)
{
    const int Most = 20;

    /// <summary>Who matches, twenty at once; null where too little was typed to look.</summary>
    /// <param name="caller">The agent.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="address">Where the choice of a citizen leads.</param>
    /// <param name="after">As the page before gave it, or null.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<FoundAtDesk?> Find(
        Caller caller, string? text, Func<CitizenId, string> address, string? after, CancellationToken cancellation)
    {
        if (Grains.Interfaces.Searching.SearchQuery.Of(text).Ways.Count == 0)
            return null;
        var found = await search.Find(caller, text!, Most, CitizenSearchCursor.TryParse(after, null, out var from) ? from : null, cancellation);
        return new(
            [.. found.Items.Select(citizen => new FoundCitizen(
                address(citizen.Id), citizen.Name, Mask.Mail(citizen.Email), Mask.Phone(citizen.Phone), citizen.ChangedAt, citizen.FormerName))],
            after is null ? await Numbered(caller, text!, cancellation) : null, found.Next?.ToString());
    }

    // A number that is given out opens what it names; behind a wall it does not exist.
    async Task<RequestView?> Numbered(Caller caller, string text, CancellationToken cancellation) =>
        caller.May(Scopes.RequestsRead) && await numbers.FindByNumber(caller.Tenant, text, cancellation) is { } id
            ? (await requests.Read(caller, id, cancellation)).Value
            : null;
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
