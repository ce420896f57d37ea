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

    static readonly Task<AuthenticateResult> None = Task.FromResult(AuthenticateResult.NoResult());

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (callers.Verify(Request.Headers[SignedContext.Header], out var late) is not { } caller)
        {
            // A gateway of ours signed it, and its time is over: the clocks are apart, and the fault is not the caller's.
            if (late)
                Context.Features.Set(Problem.ClocksApart);
            return None;
        }
        Context.Features.Set(caller);
        return Task.FromResult(AuthenticateResult.Success(new(caller.Principal, SchemeName)));
    }
}
