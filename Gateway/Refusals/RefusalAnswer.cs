using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace Platform.Gateway;

/// <summary>A refusal as its reader can take it: a page for a person, problem+json (RFC 9457) for a program.</summary>
static class RefusalAnswer
{
    public static async Task Refuse(this HttpContext context, EdgeRefusal refusal, HostedTenant? tenant = null)
    {
        var response = context.Response;
        if (response.HasStarted)
            return;
        (tenant?.Tally ?? context.RequestServices.GetRequiredService<Outsiders>().Tally).Refused(refusal);
        response.StatusCode = refusal.Status;
        response.Headers.CacheControl = "no-store";
        // Spread, so that all who were turned away do not come back in the same second.
        if (refusal.Wait)
            response.Headers.RetryAfter = Random.Shared.Next(1, 5).ToString(CultureInfo.InvariantCulture);
        if (refusal == EdgeRefusal.UnknownKey)
            response.Headers.WWWAuthenticate = "Bearer";
        var language = Language.Of(context, tenant);
        response.Headers.ContentLanguage = language;
        if (IsForPerson(context.Request))
        {
            await Page.Write<RefusalPage>(context, new()
            {
                [nameof(RefusalPage.Refusal)] = refusal,
                [nameof(RefusalPage.Tenant)] = tenant,
                [nameof(RefusalPage.Language)] = language,
            });
            return;
        }
        Shield.Protect(context);
        var problem = new ProblemDetails
        {
            Type = "/api/errors#" + refusal.Code,
            Title = refusal.Title(language),
            Status = refusal.Status,
            Detail = refusal.In(language),
            Extensions = { ["code"] = refusal.Code },
        };
        await response.WriteAsJsonAsync(problem, options: null, "application/problem+json", context.RequestAborted);
    }

    static bool IsForPerson(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
