using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;
using Platform.Web.Access;

namespace Platform.Web.Theme;

/// <summary>Style, script and fonts, carried by the assembly: an address with the right hash never changes.</summary>
static class Assets
{
    const string Prefix = "look/";
    static readonly FileExtensionContentTypeProvider Types = new();
    static readonly Dictionary<string, Asset> All = typeof(Assets).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToDictionary(name => name[Prefix.Length..], Read);

    sealed record Asset(byte[] Content, string Type, string Hash);

    /// <summary>The address of an asset, with its hash.</summary>
    public static string Address(string name) => $"/{Prefix}{name}?v={All[name].Hash}";

    public static void MapAssets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/look/{name}", (string name, HttpContext context) => All.TryGetValue(name, out var asset)
            ? Send(asset, context)
            : Results.NotFound()).RequireAuthorization(Permission.Public).ExcludeFromDescription();

    static IResult Send(Asset asset, HttpContext context)
    {
        context.Response.Headers.CacheControl = context.Request.Query["v"] == asset.Hash
            ? "public, max-age=31536000, immutable"
            : "public, max-age=3600";
        return Results.Bytes(asset.Content, asset.Type, entityTag: new EntityTagHeaderValue($"\"{asset.Hash}\""));
    }

    static Asset Read(string resource)
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var type = Types.TryGetContentType(resource, out var known) ? known : "application/octet-stream";
        return new(content, type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8" : type,
            Convert.ToHexStringLower(SHA256.HashData(content))[..12]);
    }
}
