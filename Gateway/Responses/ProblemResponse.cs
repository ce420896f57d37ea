using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Platform.Gateway.Problems;
using Platform.Gateway.Telemetry;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Responses;

/// <summary>Writes a problem as its reader can take it: a page for a person, problem+json (RFC 9457) for a program.</summary>
static class ProblemResponse
{
    static readonly ConcurrentDictionary<(int Ordinal, string Language), byte[]> _serialized = new();
    static readonly string[] _retryAfterSeconds = ["1", "2", "3", "4"];

    public static async Task WriteProblem(this HttpContext context, GatewayProblem problem, HostedTenant? tenant = null)
    {
        var response = context.Response;
        if (response.HasStarted)
            return;
        (tenant?.Counters ?? context.RequestServices.GetRequiredService<UnknownHostCounters>().Counters).Refused(problem);
        response.StatusCode = problem.Status;
        response.Headers.CacheControl = "no-store";
        // Jitter, so that those who were refused do not all come back in the same second.
        if (problem.RetryAfter && response.Headers.RetryAfter.Count == 0)
            response.Headers.RetryAfter = _retryAfterSeconds[Random.Shared.Next(_retryAfterSeconds.Length)];
        if (problem.Ordinal == GatewayProblem.UnknownKey.Ordinal)
            response.Headers.WWWAuthenticate = "Bearer";
        var language = RequestLanguage.Of(context, tenant);
        response.Headers.ContentLanguage = language;
        if (WantsHtml(context.Request))
        {
            await PageRenderer.Render<ProblemPage>(context, new()
            {
                [nameof(ProblemPage.Problem)] = problem,
                [nameof(ProblemPage.Tenant)] = tenant,
                [nameof(ProblemPage.Language)] = language,
            });
            return;
        }
        var json = SerializeOnce(problem, language);
        response.ContentType = "application/problem+json";
        response.ContentLength = json.Length;
        SecurityHeaders.Apply(context);
        response.BodyWriter.Write(json);
    }

    // Under overload most responses are problems: their bytes are made once.
    static byte[] SerializeOnce(GatewayProblem problem, string language) =>
        // A maintenance message of an operator is not on the list.
        !ReferenceEquals(GatewayProblem.All[problem.Ordinal], problem) ? Serialize(problem, language)
            : _serialized.GetOrAdd((problem.Ordinal, language), static key => Serialize(GatewayProblem.All[key.Ordinal], key.Language));

    static byte[] Serialize(GatewayProblem problem, string language) => JsonSerializer.SerializeToUtf8Bytes(new ProblemDetails
    {
        Type = "/api/errors#" + problem.Code,
        Title = problem.Title(language),
        Status = problem.Status,
        Detail = problem.Detail(language),
        Extensions = { ["code"] = problem.Code },
    }, JsonSerializerOptions.Web);

    static bool WantsHtml(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
