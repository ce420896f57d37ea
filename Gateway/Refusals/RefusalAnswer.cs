using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Platform.Gateway.Measuring;
using Platform.Gateway.Pages;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Refusals;

/// <summary>A refusal as its reader can take it: a page for a person, problem+json (RFC 9457) for a program.</summary>
static class RefusalAnswer
{
    static readonly ConcurrentDictionary<(int Ordinal, string Language), byte[]> _written = new();
    static readonly string[] _waits = ["1", "2", "3", "4"];

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
            response.Headers.RetryAfter = _waits[Random.Shared.Next(_waits.Length)];
        if (refusal.Ordinal == EdgeRefusal.UnknownKey.Ordinal)
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
        var problem = Problem(refusal, language);
        response.ContentType = "application/problem+json";
        response.ContentLength = problem.Length;
        Shield.Protect(context);
        response.BodyWriter.Write(problem);
    }

    // Under three times the load that we carry two answers of three are refusals: what they take, the third lacks.
    static byte[] Problem(EdgeRefusal refusal, string language) =>
        // An operator may put a refusal in words of their own.
        !ReferenceEquals(EdgeRefusal.All[refusal.Ordinal], refusal) ? Write(refusal, language)
            : _written.GetOrAdd((refusal.Ordinal, language), static asked => Write(EdgeRefusal.All[asked.Ordinal], asked.Language));

    static byte[] Write(EdgeRefusal refusal, string language) => JsonSerializer.SerializeToUtf8Bytes(new ProblemDetails
    {
        Type = "/api/errors#" + refusal.Code,
        Title = refusal.Title(language),
        Status = refusal.Status,
        Detail = refusal.In(language),
        Extensions = { ["code"] = refusal.Code },
    }, JsonSerializerOptions.Web);

    static bool IsForPerson(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
