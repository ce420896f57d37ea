using Microsoft.Net.Http.Headers;

namespace Platform.Web.Problems;

static class LanguageOfRequest
{
    /// <summary>The language of sentences to this caller: the first of <c>Accept-Language</c> that is complete here, else French.</summary>
    public static string Language(this HttpContext context)
    {
        var header = context.Request.Headers.AcceptLanguage;
        if (header.Count == 0 || !StringWithQualityHeaderValue.TryParseList(header, out var wished))
            return "fr";
        return wished.OrderByDescending(wish => wish.Quality ?? 1).Select(wish => wish.Value.ToString()).Select(Complete)
            .FirstOrDefault(language => language is not null) ?? "fr";
    }

    static string? Complete(string tag) =>
        tag.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? "fr"
        : tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "en"
        : null;
}
