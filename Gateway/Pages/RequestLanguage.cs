using Platform.Gateway.Tenants;

namespace Platform.Gateway.Pages;

/// <summary>The language of the gateway's own pages: asked for in the address, or preferred by the browser; French otherwise.</summary>
static class RequestLanguage
{
    static readonly string[] _house = ["fr", "en"];

    public static string Of(HttpContext context, HostedTenant? tenant)
    {
        var spoken = tenant?.PageLanguages ?? _house;
        var request = context.Request;
        // A program that says nothing of languages is answered at no cost: most refusals are for one.
        if (!request.QueryString.HasValue && request.Headers is { AcceptLanguage.Count: 0, Cookie.Count: 0 })
            return spoken[0];
        if (request.Query["lang"].ToString() is { Length: > 0 } asked && spoken.Contains(asked))
            return asked;
        // What the visitor chose on the silo's pages.
        if (request.Cookies["lang"] is { } chosen && spoken.Contains(chosen))
            return chosen;
        return request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(accepted => accepted.Quality ?? 1)
            .Select(accepted => accepted.Value.ToString().Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(spoken.Contains) ?? spoken[0];
    }

    /// <summary>Of these the ones that the gateway's own sentences are written in.</summary>
    public static string[] Supported(IEnumerable<string> languages) => languages.Where(IsWritten).ToArray() is { Length: > 0 } some ? some : _house;

    // German and Luxembourgish are not complete yet.
    static bool IsWritten(string language) => language is "fr" or "en";
}
