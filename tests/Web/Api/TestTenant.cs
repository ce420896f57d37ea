using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Platform.Gateway.Contracts;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Tests.Web.Api;

/// <summary>A tenant and those who ask something of it.</summary>
sealed class TestTenant(TenantId id, HttpClient http, byte[] secret)
{
    public TenantId Id => id;

    public ApiClient Supervisor => As(Roles.Supervisor, "agent:sylvie");

    public ApiClient Visitor => As(Roles.Visitor, "visitor");

    public ApiClient Agent(params string[] sectors) => As(Roles.Agent, "agent:camille", sectors);

    public ApiClient Machine(params string[] scopes) => new(http, Sign(new(id.Value, "key:demo", Roles.Machine, Soon) { Scopes = scopes }));

    public ApiClient Program => Machine([.. Scopes.All]);

    public ApiClient As(string role, string subject = "agent:x", params string[] sectors) =>
        new(http, Sign(new(id.Value, subject, role, Soon) { Name = "Camille", Service = "voirie", Sectors = sectors }));

    public string Sign(SignedContext context) => context.Sign(secret);

    public static long Soon => DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds();
}

/// <summary>Someone with a signed context, who asks over HTTP.</summary>
sealed class ApiClient(HttpClient http, string? context)
{
    public Task<ApiResponse> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<ApiResponse> Post(string path, object? body = null, string? key = null, string? language = null) =>
        Send(HttpMethod.Post, path, body switch
        {
            null => new StringContent("{}", Encoding.UTF8, "application/json"),
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            HttpContent content => content,
            _ => JsonContent.Create(body),
        }, key, language);

    public async Task<ApiResponse> Send(HttpMethod method, string path, HttpContent? content, string? key = null, string? language = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (context is not null)
            request.Headers.Add(SignedContext.Header, context);
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (language is not null)
            request.Headers.AcceptLanguage.ParseAdd(language);
        using var response = await http.SendAsync(request);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers, response.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>Looks for citizens.</summary>
    public Task<ApiResponse> Finds(string q) => Post("/api/citizens/search", new { q });

    /// <summary>Records a call of a person by their mail.</summary>
    public Task<ApiResponse> Calls(string mail, string subject = "Lampadaire en panne", string? key = null) =>
        Post("/api/contacts", new { citizen = new { name = "Ada Martin", email = mail }, channel = "phone", subject, body = "Rue des Lilas.", language = "fr" }, key);
}

/// <summary>An answer.</summary>
sealed record ApiResponse(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, string? Type)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? this[string member] => Json.TryGetProperty(member, out var value) ? value.ToString() : null;

    public IReadOnlyList<JsonElement> Items => [.. Json.GetProperty("items").EnumerateArray()];

    /// <summary>It is a problem of this status and code, with a sentence.</summary>
    public ApiResponse Refuses(int status, string code)
    {
        Assert.True((int)Status == status && this["code"] == code, $"Expected {status} {code}, heard {(int)Status} {Text}");
        Assert.Equal("application/problem+json", Type);
        Assert.Equal("/api/errors#" + code, this["type"]);
        Assert.Equal(status.ToString(), this["status"]);
        Assert.False(string.IsNullOrWhiteSpace(this["title"]));
        Assert.False(string.IsNullOrWhiteSpace(this["detail"]));
        return this;
    }

    /// <summary>It is this status.</summary>
    public ApiResponse Is(int status)
    {
        Assert.True((int)Status == status, $"Expected {status}, heard {(int)Status} {Text}");
        return this;
    }
}
