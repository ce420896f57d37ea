using Microsoft.Net.Http.Headers;
using Platform.Web.Access;

namespace Platform.Web.Localization;

/// <summary>Which language a page speaks: what the visitor chose, else what the browser asks for, else the town's own.</summary>
static class RequestLanguage
{
    const string Cookie = "lang";

    public static string Of(HttpRequest request, IReadOnlyList<string> offered)
    {
        if (request.Cookies[Cookie] is { } chosen && offered.Contains(chosen))
            return chosen;
        var wished = StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var parsed) ? parsed : [];
        return wished.OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => offered.FirstOrDefault(language => Speaks(wish.Value.Value, language)))
            .FirstOrDefault(language => language is not null) ?? offered[0];
    }

    /// <summary><c>/language?to=en&amp;back=/contact</c> remembers the choice and goes back to the same page.</summary>
    public static void MapLanguageChoice(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/language", ["GET", "POST"], Choose).RequireAuthorization(Permission.Public).ExcludeFromDescription();

    static IResult Choose(string to, string? back, HttpContext context)
    {
        if (Translations.Names.ContainsKey(to))
            context.Response.Cookies.Append(Cookie, to, new()
            {
                HttpOnly = true, IsEssential = true, SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), Path = "/",
                Secure = context.Request.IsHttps,
            });
        return Results.LocalRedirect(IsPath(back) ? Encoded(back!) : "/");
    }

    static bool IsPath(string? back) => back is ['/', ..] && !back.StartsWith("//", StringComparison.Ordinal)
        && !back.Contains('\\', StringComparison.Ordinal) && !back.Any(char.IsControl);

    // A header has ASCII alone: what the query's decoding made of %C3%A9 is written so again.
    static string Encoded(string back) => string.Concat(back.EnumerateRunes()
        .Select(static letter => letter.IsAscii && letter.Value != ' ' ? letter.ToString() : Uri.EscapeDataString(letter.ToString())));

    static bool Speaks(string? wish, string language) =>
        wish is not null && (wish.Equals(language, StringComparison.OrdinalIgnoreCase)
            || wish.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase));
}
