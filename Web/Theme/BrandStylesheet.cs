using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.Net.Http.Headers;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;

namespace Platform.Web.Theme;

/// <summary>A tenant's brand as style variables. Every pair that carries text is made readable, whatever the brand says.</summary>
static class BrandStylesheet
{
    /// <summary>Where a tenant's brand is, as it stands now: a change of the settings changes the address.</summary>
    public static string Address(TenantView tenant) => $"/brand.css?v={tenant.Version}";

    public static void MapBrand(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/brand.css", (HttpContext context) => Send(context, Of(context.Tenant().Settings.Brand), "text/css; charset=utf-8"))
            .RequireAuthorization(Permission.Public).ExcludeFromDescription();
        // The second is what browsers ask for without being told, as crawlers do for robots.txt.
        foreach (var path in (ReadOnlySpan<string>)["/brand.svg", "/favicon.ico"])
            routes.MapGet(path, (HttpContext context) => Send(context, Icon(context.Tenant().Settings.Brand), "image/svg+xml"))
                .RequireAuthorization(Permission.Public).ExcludeFromDescription();
        routes.MapGet("/robots.txt", static (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=3600";
            return Results.Text(Robots, "text/plain", Encoding.UTF8);
        }).RequireAuthorization(Permission.Public).ExcludeFromDescription();
    }

    // The public pages may be found; what is personal, or a tool, is nobody's search result.
    const string Robots = "User-agent: *\nDisallow: /desk\nDisallow: /operations\nDisallow: /api\nDisallow: /tracking\nDisallow: /contact/receipt\nDisallow: /sign-in\n";

    static IResult Send(HttpContext context, string content, string type)
    {
        var version = context.Tenant().Version;
        context.Response.Headers.CacheControl = context.Request.Query["v"] == version.ToString(CultureInfo.InvariantCulture)
            ? "public, max-age=31536000, immutable"
            : "public, max-age=60";
        return Results.Bytes(Encoding.UTF8.GetBytes(content), type, entityTag: new EntityTagHeaderValue($"\"{version}\""));
    }

    static string Icon(Brand brand)
    {
        var primary = Colour.Parse(brand.Primary);
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="{primary}"/>
            <text x="32" y="43" text-anchor="middle" font-family="Georgia, serif" font-weight="600" font-size="30" fill="{primary.TextOnIt}">{HtmlEncoder.Default.Encode(brand.Monogram)}</text></svg>
            """;
    }

    public static string Of(Brand brand)
    {
        var primary = Colour.Parse(brand.Primary);
        var accent = Colour.Parse(brand.Accent);
        var soft = primary.Mix(Colour.White, 0.93);
        var deep = primary.Mix(Colour.Ink, 0.45);
        return $$"""
            :root {
              --primary: {{primary}};
              --on-primary: {{primary.TextOnIt}};
              --primary-deep: {{deep}};
              --on-primary-deep: {{deep.TextOnIt}};
              --primary-text: {{primary.ReadableOn(soft)}};
              --primary-soft: {{soft}};
              --primary-line: {{primary.Mix(Colour.White, 0.78)}};
              --accent: {{accent}};
              --focus: {{accent.ReadableOn(soft, contrast: 3)}};
            }
            """;
    }
}
