using System.Net.Http.Headers;
using System.Text;

namespace Platform.LoadTests.Platforms;

/// <summary>A tenant of the demonstration, which silos seed with <c>Demonstration:Tenants</c>.</summary>
/// <param name="Id">Its id, which is the first label of its host as well.</param>
sealed record DemoTenant(string Id)
{
    /// <summary>All demonstration tenants.</summary>
    public static IReadOnlyList<DemoTenant> All { get; } = [new("saint-aubin"), new("val-de-lys"), new("haute-lys")];

    /// <summary>The seeded key of its API.</summary>
    public string ApiKey => $"demo-key-{Id}";

    /// <summary>Its Host header.</summary>
    public string Host(int port) => $"{Id}.localhost:{port}";

    /// <summary>Creates a request to its API.</summary>
    /// <param name="port">The gateway's port.</param>
    /// <param name="path">The path with its query.</param>
    /// <param name="body">JSON to post; null: a GET.</param>
    /// <param name="idempotencyKey">The idempotency key, or null.</param>
    public HttpRequestMessage CreateRequest(int port, string path, string? body = null, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { Host = Host(port), Authorization = new AuthenticationHeaderValue("Bearer", ApiKey) },
        };
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        return request;
    }
}
