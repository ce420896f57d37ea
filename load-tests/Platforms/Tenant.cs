using System.Net.Http.Headers;
using System.Text;

namespace Platform.LoadTests.Platforms;

/// <summary>An authority that a journey acts for, as the demonstration names them.</summary>
/// <param name="Id">Its label, which is the first one of its host too.</param>
sealed record Tenant(string Id)
{
    /// <summary>The three of the demonstration.</summary>
    public static IReadOnlyList<Tenant> All { get; } = [new("saint-aubin"), new("val-de-lys"), new("haute-lys")];

    /// <summary>Opens its API, where the demonstration is seeded.</summary>
    public string Key => $"demo-key-{Id}";

    /// <summary>What a request names as its host.</summary>
    public string Host(int port) => $"{Id}.localhost:{port}";

    /// <summary>A request to its API, by its key.</summary>
    /// <param name="port">Of the gateway.</param>
    /// <param name="path">Where.</param>
    /// <param name="body">JSON to post; null: it only reads.</param>
    /// <param name="command">The idempotency key, or null.</param>
    public HttpRequestMessage Ask(int port, string path, string? body = null, string? command = null)
    {
        var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { Host = Host(port), Authorization = new AuthenticationHeaderValue("Bearer", Key) },
        };
        if (command is not null) request.Headers.Add("Idempotency-Key", command);
        return request;
    }
}
