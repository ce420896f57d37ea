namespace Platform.Gateway.SignIn;

/// <summary>Tells a page of the tenant itself from a page of someone else that makes a browser act (CSRF).</summary>
static class CrossSiteCheck
{
    public static bool IsSafeMethod(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>True where the browser says, in <c>Sec-Fetch-Site</c> or else in <c>Origin</c>, that another site asks.</summary>
    /// <param name="request">The request.</param>
    /// <param name="mustProve">Silence counts as another site: every browser of today says one or the other when it changes something.</param>
    public static bool IsCrossSite(HttpRequest request, bool mustProve)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is not ("same-origin" or "none");
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 ? mustProve
            : !Uri.TryCreate(origin, UriKind.Absolute, out var from)
                || !string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
