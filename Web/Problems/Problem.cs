using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Platform.Grains.Interfaces.Contracts;

namespace Platform.Web.Problems;

/// <summary>A refusal or a failure as HTTP tells it (RFC 9457): the one place where what happened becomes a status.</summary>
/// <remarks>A handler returns it as its result. Under <c>/api</c> the body is <c>application/problem+json</c>; elsewhere the status goes out
/// bare, with the problem in the request's features, and the pages show it. Every code stands in docs/errors.md.</remarks>
sealed partial record Problem(int Status, string Code, Sentence Detail) : IResult, IEndpointMetadataProvider
{
    public const string Type = "application/problem+json";

    /// <summary>The largest body of a request, in bytes.</summary>
    public const int LargestBody = 256 * 1024;

    /// <summary>Accents stay letters; answers are JSON, never pasted into a page.</summary>
    public static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly ConcurrentDictionary<Type, string> Aliases = new();

    /// <summary>More members of the body: which member was wrong, which file survives...</summary>
    public IReadOnlyList<(string Name, string Value)> Members { get; init; } = [];

    /// <summary>Seconds after which asking again makes sense; null where it does not.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The problem of a refusal: its code is its alias, its members are what it names.</summary>
    public static Problem Of(Refusal refusal) => new(StatusOf(refusal.Kind), CodeOf(refusal), refusal.Sentence)
    {
        Members = [.. refusal.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(member => member.Name is not (nameof(Refusal.Kind) or nameof(Refusal.Sentence)) && member.PropertyType != typeof(Sentence))
            .Where(member => member.GetMethod!.GetParameters().Length == 0 && member.Name != "EqualityContract")
            .Select(member => (JsonNamingPolicy.CamelCase.ConvertName(member.Name), Written(member.GetValue(refusal))))],
    };

    /// <summary>The alias of a refusal: the code that machines read.</summary>
    public static string CodeOf(Refusal refusal) =>
        Aliases.GetOrAdd(refusal.GetType(), static refused => refused.GetCustomAttribute<AliasAttribute>(inherit: false)!.Alias);

    /// <summary>The status of a sort of refusal.</summary>
    public static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.NotFound => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A sort of refusal without a status."),
    };

    Task IResult.ExecuteAsync(HttpContext httpContext) => Answer(httpContext);

    /// <summary>Answers with it.</summary>
    public Task Answer(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        if (RetryAfter is { } seconds)
            response.Headers.RetryAfter = Jittered(seconds);
        if (Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = "Bearer";
        context.Features.Set(this);
        if (!IsForPrograms(context.Request.Path))
            return Task.CompletedTask;
        response.ContentType = Type;
        response.Headers.CacheControl = "no-store";
        return response.Body.WriteAsync(Write(context.Language(), Trace(context)).AsMemory(), context.RequestAborted).AsTask();
    }

    /// <summary>The body in a language.</summary>
    public byte[] Write(string language, string? trace)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Writing))
            Write(json, language, trace);
        return buffer.ToArray();
    }

    /// <summary>The body, as part of another (a line of a batch).</summary>
    public void Write(Utf8JsonWriter json, string language, string? trace)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "/api/errors#" + Code);
        json.WriteString("title"u8, Titles.Of(Status).In(language));
        json.WriteNumber("status"u8, Status);
        json.WriteString("detail"u8, Detail.In(language));
        json.WriteString("code"u8, Code);
        foreach (var (name, value) in Members)
            json.WriteString(name, value);
        if (trace is not null && Status >= 500)
            json.WriteString("trace"u8, trace);
        json.WriteEndObject();
    }

    /// <summary>Programs read problem+json; people read a page.</summary>
    public static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/edge") || path.StartsWithSegments("/measurement");

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(
            StatusCodes.Status422UnprocessableEntity, typeof(Microsoft.AspNetCore.Mvc.ProblemDetails), [Type]));

    // Jitter on Retry-After: a herd that was told the same second would come back in the same second.
    static string Jittered(int seconds) =>
        (seconds + Random.Shared.Next(seconds + 1)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    static string Trace(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    static string Written(object? value) => value switch
    {
        DateTimeOffset at => at.ToString("O"),
        _ => value?.ToString() ?? "",
    };
}
