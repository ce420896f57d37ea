using System.Text.RegularExpressions;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.Responses;

/// <summary>The style sheet of the gateway's own pages, in the brand colours of the tenant.</summary>
static partial class BrandStylesheet
{
    const string DefaultPrimary = "#1f3a5f", DefaultAccent = "#b45309";

    public static Task Write(HttpContext context, HostedTenant? tenant)
    {
        context.Response.ContentType = "text/css; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        SecurityHeaders.Apply(context);
        return context.Response.WriteAsync(
            $":root{{--primary:{Colour(tenant?.Definition.Brand.Primary, DefaultPrimary)};--accent:{Colour(tenant?.Definition.Brand.Accent, DefaultAccent)}}}\n{Rules}");
    }

    // Validated here as well, so that nothing but a colour reaches the style sheet.
    static string Colour(string? value, string fallback) => value is not null && Hex.IsMatch(value) ? value : fallback;

    [GeneratedRegex(@"\A#[0-9a-fA-F]{6}\z")]
    static partial Regex Hex { get; }

    const string Rules = """
        *,*::before,*::after{box-sizing:border-box}
        body{margin:0;font:1.0625rem/1.55 system-ui,sans-serif;color:#1b1b1f;background:#f4f5f7}
        header{background:var(--primary);color:#fff;padding:1rem}
        header p{margin:0 auto;max-width:44rem;display:flex;gap:.75rem;align-items:center;font-size:1.2rem;font-weight:600}
        .monogram{display:inline-grid;place-items:center;min-width:2.75rem;height:2.75rem;border-radius:.5rem;background:#fff;color:var(--primary);font-weight:700}
        main{max-width:44rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.7rem;line-height:1.25;margin:0 0 .5rem}
        .notice{background:#fff;border-inline-start:.3rem solid var(--accent);padding:.75rem 1rem;border-radius:.25rem;margin:1rem 0}
        ul.people{list-style:none;margin:1.5rem 0;padding:0;display:grid;gap:.75rem}
        button{width:100%;text-align:start;font:inherit;color:inherit;background:#fff;border:1px solid #8a8f98;border-radius:.6rem;padding:.8rem 1rem;cursor:pointer}
        button:hover{border-color:var(--primary);background:#fbfbfd}
        button strong{display:block;color:var(--primary)}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        a{color:var(--primary)}
        nav.languages{margin-top:2rem}
        @media (prefers-reduced-motion:no-preference){button{transition:border-color .15s}}
        """;
}
