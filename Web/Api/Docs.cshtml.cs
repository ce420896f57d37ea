using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Platform.Web.Access;

namespace Platform.Web.Api;

/// <summary>The API for people: the OpenAPI document as a page, in the town's own look, without a script.</summary>
[Authorize(Permission.Public)]
sealed class DocsPage([FromKeyedServices(OpenApiDocument.Name)] IOpenApiDocumentProvider description) : PageModel
{
    public Microsoft.OpenApi.OpenApiDocument Document { get; private set; } = new();

    /// <summary>The operations by concept, in the order in which the API lists them.</summary>
    public IEnumerable<IGrouping<string, Operation>> Concepts => Document.Paths
        .SelectMany(path => path.Value.Operations ?? [], (path, operation) => new Operation(path.Key, operation.Key.Method, operation.Value))
        .GroupBy(operation => operation.Told.Tags?.FirstOrDefault()?.Name ?? "");

    public async Task OnGet(CancellationToken cancellation) => Document = await description.GetOpenApiDocumentAsync(cancellation);

    /// <summary>The members of a body or an answer, each with its type.</summary>
    public static IEnumerable<(string Name, string Type, bool Needed)> Members(IOpenApiSchema? schema) =>
        (schema?.Properties ?? new Dictionary<string, IOpenApiSchema>())
        .Select(member => (member.Key, Type(member.Value), schema?.Required?.Contains(member.Key) == true));

    /// <summary>A description; what stands between backquotes is code.</summary>
    public static IHtmlContent Prose(string? text)
    {
        var content = new HtmlContentBuilder();
        var isCode = false;
        foreach (var part in (text ?? "").Split('`'))
        {
            if (isCode)
                content.AppendHtml("<code>").Append(part).AppendHtml("</code>");
            else
                content.Append(part);
            isCode = !isCode;
        }
        return content;
    }

    static string Type(IOpenApiSchema schema) =>
        schema.Enum is { Count: > 0 } words ? string.Join(" | ", words.Select(word => word?.ToString()).Where(word => word is not null))
        : schema.Properties is { Count: > 0 } members ? "{ " + string.Join(", ", members.Keys) + " }"
        : schema.Items is { } item ? Type(item) + "[]"
        : schema.OneOf is { Count: > 0 } either ? string.Join(" or ", either.Where(one => one.Type is not JsonSchemaType.Null).Select(Type))
        : schema.Format ?? (schema.Type & ~JsonSchemaType.Null)?.ToString().ToLowerInvariant() ?? "value";

    public sealed record Operation(string Path, string Method, OpenApiOperation Told);
}
