using Platform.Gateway.Problems;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Responses;

/// <summary>The language of the gateway's own pages and problems: of the query, of the cookie, or of Accept-Language; else the tenant's default.</summary>
/// <remarks>Not the request localization middleware: the languages differ by tenant, and it would set a culture for every forwarded request,
/// where only the gateway's own responses need one.</remarks>
static class RequestLanguage
{
    public static string Of(HttpContext context, HostedTenant? tenant)
    {
        var supported = tenant?.PageLanguages ?? GatewayProblem.Languages;
        var request = context.Request;
        // A program that names no language is answered without parsing: most problems are for one.
        if (!request.QueryString.HasValue && request.Headers is { AcceptLanguage.Count: 0, Cookie.Count: 0 })
            return supported[0];
        if (request.Query["lang"].ToString() is { Length: > 0 } queried && supported.Contains(queried))
            return queried;
        // The cookie is set by the silo's pages.
        if (request.Cookies[request.IsHttps ? "__Host-lang" : "lang"] is { } chosen && supported.Contains(chosen))
            return chosen;
        return request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(accepted => accepted.Quality ?? 1)
            .Select(accepted => accepted.Value.ToString().Split('-')[0].ToLowerInvariant())
            .FirstOrDefault(supported.Contains) ?? supported[0];
    }
}
