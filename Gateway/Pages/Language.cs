namespace Platform.Gateway;

/// <summary>The language of the gateway's own pages: asked for in the address, or preferred by the browser; French otherwise.</summary>
static class Language
{
    public static string Of(HttpContext context, HostedTenant? tenant)
    {
        var spoken = tenant?.Told.Languages.Where(IsWritten).ToArray() is { Length: > 0 } some ? some : ["fr", "en"];
        var request = context.Request;
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

    // German and Luxembourgish are not complete yet.
    static bool IsWritten(string language) => language is "fr" or "en";
}
