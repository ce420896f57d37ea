namespace Platform.Gateway.SignIn;

/// <summary>Tells a request of the tenant's own pages from one that another site makes the browser send (CSRF).</summary>
static class CrossSiteCheck
{
    /// <summary>A safe method (RFC 9110, 9.2.1) changes nothing.</summary>
    public static bool IsSafeMethod(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>True where <c>Sec-Fetch-Site</c>, or else <c>Origin</c>, says that another site sent the request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="requireProof">A request with neither header counts as cross-site: every current browser sends one with a change.</param>
    public static bool IsCrossSite(HttpRequest request, bool requireProof)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is not ("same-origin" or "none");
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 ? requireProof
            : !Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                || !string.Equals(uri.Authority, request.Headers.Host.ToString(), StringComparison.OrdinalIgnoreCase);
    }
}
