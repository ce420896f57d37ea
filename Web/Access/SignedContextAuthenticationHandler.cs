using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Platform.Gateway.Contracts;
using Platform.Web.Problems;

namespace Platform.Web.Access;

/// <summary>Authenticates who the gateway says that asks: the header <see cref="SignedContext.Header"/>.</summary>
sealed class SignedContextAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, CallerAuthentication callers)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    /// <summary>The name of the scheme.</summary>
    public const string SchemeName = "SignedContext";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers[SignedContext.Header].ToString();
        byte[]? bodyDigest = null;
        if (callers.Verify(header, out var late) is not { } caller || !callers.IsBound(Request, header, out late, out bodyDigest))
        {
            // A gateway of ours signed it, and its time is over: the clocks are apart, and the fault is not the caller's.
            if (late)
                Context.Features.Set(Problem.ClocksApart);
            return AuthenticateResult.NoResult();
        }
        if (bodyDigest is not null && !await RequestBodyDigest.Matches(Request, bodyDigest))
            return AuthenticateResult.NoResult();
        Context.Features.Set(caller);
        // As the browser sees it, whatever lies between gateway and silo: cookies and links are made for it.
        if (Request.Headers["X-Forwarded-Proto"].ToString() is ("http" or "https") and var scheme)
            Request.Scheme = scheme;
        return AuthenticateResult.Success(new(caller.Principal, SchemeName));
    }
}
