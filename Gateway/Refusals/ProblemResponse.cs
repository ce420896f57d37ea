using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Platform.Gateway.Measuring;
using Platform.Gateway.Pages;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Refusals;

/// <summary>A refusal as its reader can take it: a page for a person, problem+json (RFC 9457) for a program.</summary>
static class ProblemResponse
{
    static readonly ConcurrentDictionary<(int Ordinal, string Language), byte[]> _written = new();
    static readonly string[] _waits = ["1", "2", "3", "4"];

    public static async Task WriteProblem(this HttpContext context, GatewayProblem refusal, HostedTenant? tenant = null)
    {
        var response = context.Response;
        if (response.HasStarted)
            return;
        (tenant?.Counters ?? context.RequestServices.GetRequiredService<UnknownHostCounters>().Counters).Refused(refusal);
        response.StatusCode = refusal.Status;
        response.Headers.CacheControl = "no-store";
        // Spread, so that all who were turned away do not come back in the same second.
        if (refusal.RetryAfter)
            response.Headers.RetryAfter = _waits[Random.Shared.Next(_waits.Length)];
        if (refusal.Ordinal == GatewayProblem.UnknownKey.Ordinal)
            response.Headers.WWWAuthenticate = "Bearer";
        var language = RequestLanguage.Of(context, tenant);
        response.Headers.ContentLanguage = language;
        if (IsForPerson(context.Request))
        {
            await PageRenderer.Render<ProblemPage>(context, new()
            {
                [nameof(ProblemPage.Problem)] = refusal,
                [nameof(ProblemPage.Tenant)] = tenant,
                [nameof(ProblemPage.Language)] = language,
            });
            return;
        }
        var problem = Problem(refusal, language);
        response.ContentType = "application/problem+json";
        response.ContentLength = problem.Length;
        SecurityHeaders.Apply(context);
        response.BodyWriter.Write(problem);
    }

    // Under three times the load that we carry two answers of three are refusals: what they take, the third lacks.
    static byte[] Problem(GatewayProblem refusal, string language) =>
        // An operator may put a refusal in words of their own.
        !ReferenceEquals(GatewayProblem.All[refusal.Ordinal], refusal) ? Write(refusal, language)
            : _written.GetOrAdd((refusal.Ordinal, language), static asked => Write(GatewayProblem.All[asked.Ordinal], asked.Language));

    static byte[] Write(GatewayProblem refusal, string language) => JsonSerializer.SerializeToUtf8Bytes(new ProblemDetails
    {
        Type = "/api/errors#" + refusal.Code,
        Title = refusal.Title(language),
        Status = refusal.Status,
        Detail = refusal.Detail(language),
        Extensions = { ["code"] = refusal.Code },
    }, JsonSerializerOptions.Web);

    static bool IsForPerson(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
