using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;
using Platform.Web.Access;
using Platform.Web.Serialization;

namespace Platform.Web.Api;

/// <summary>The API told to programs (OpenAPI 3.1) and to people.</summary>
static class OpenApiDocument
{
    // The name that MapOpenApi serves where its address has none.
    public const string Name = "v1";

    public static void AddDescription(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = static description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info = new()
            {
                Title = "Gestion de la relation citoyen", Version = "1",
                Description = "Contacts, citizens, requests, services and tracking of one local authority, the one whose host is asked. "
                    + "Machines sign in with `Authorization: Bearer <key>`. Every write takes an `Idempotency-Key`. "
                    + "Every refusal is `application/problem+json` with a `code`; each is explained at `/api/errors`.",
            };
            document.Servers = [new() { Url = "/" }];
            document.Components ??= new();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" };
            document.Security = [new() { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
            return Task.CompletedTask;
        });
        // Of an array the description must say what it holds, be it anything (OpenAPI 3.1, JSON Schema 2020-12).
        options.AddSchemaTransformer(static (schema, _, _) =>
        {
            if (schema.Type?.HasFlag(JsonSchemaType.Array) is true)
                schema.Items ??= new OpenApiSchema();
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(static (operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().LastOrDefault()?.Policy is { } permission)
                operation.Description = string.Join("\n\n", new[] { operation.Description, $"Needs: `{permission}`." }.Where(part => part is not null));
            if (context.Description.HttpMethod == "POST")
                (operation.Parameters ??= []).Add(new OpenApiParameter
                {
                    Name = IdempotencyKey.Header, In = ParameterLocation.Header, Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
                    Description = "1 to 200 printable ASCII characters. The same key gives the first answer again, for at least 7 days.",
                });
            return Task.CompletedTask;
        });
    });

    public static void MapDescription(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/api/openapi.json").RequireAuthorization(Permission.Public);
        app.MapGet("/api/errors", static () => TypedResults.Text(Errors, "text/markdown", System.Text.Encoding.UTF8))
            .RequireAuthorization(Permission.Public).ExcludeFromDescription();
    }

    // docs/errors.md itself: the page that a problem's "type" leads to.
    static string Errors { get; } = Read("errors.md");

    static string Read(string name)
    {
        using var stream = typeof(OpenApiDocument).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
