using System.Buffers.Text;
using Platform.Web.Problems;

namespace Platform.Web.Serialization;

/// <summary>Pages by keyset: <c>limit</c> lines at once, <c>after</c> as the last page's <c>next</c> gave it, opaque to callers.</summary>
sealed record Cursor(int Limit, Guid? After, Problem? Problem = null) : IValidatedParameter
{
    const int Usual = 50;
    const int Most = 200;

    /// <summary>What an <c>after</c> that we did not give is answered with.</summary>
    public static Problem NotOurs { get; } = Problem.BadParameter("after", new(
        "« after » n'est pas une page que nous avons donnée. Suivez « next ».", "\"after\" is no page we gave. Follow \"next\"."));

    public static ValueTask<Cursor?> BindAsync(HttpContext context) => new(Of(context.Request.Query));

    /// <summary>The address of the next page, with the same filters, or null at the end.</summary>
    public string? Next(HttpRequest request, Guid? last)
    {
        if (last is not { } id)
            return null;
        var query = request.Query.Where(part => part.Key != "after").SelectMany(part => part.Value, (part, value) => KeyValuePair.Create(part.Key, value))
            .Append(KeyValuePair.Create("after", (string?)Base64Url.EncodeToString(id.ToByteArray(bigEndian: true))));
        return request.Path + QueryString.Create(query);
    }

    static Cursor Of(IQueryCollection query)
    {
        var limit = Limits.Read(query, Usual, Most);
        if (limit is null)
            return new(0, null, Limits.Refused(Most));
        var text = query["after"].ToString();
        if (text.Length == 0)
            return new(limit.Value, null);
        Span<byte> id = stackalloc byte[16];
        return text.Length == 22 && Base64Url.TryDecodeFromChars(text, id, out var length) && length == id.Length
            ? new(limit.Value, new Guid(id, bigEndian: true))
            : new(0, null, NotOurs);
    }
}

/// <summary>How much of a list is asked for at once.</summary>
static class Limits
{
    /// <summary>The limit of a query; the usual one where none; null where it makes no sense.</summary>
    public static int? Read(IQueryCollection query, int usual, int most) =>
        query["limit"] is not [{ Length: > 0 } text] ? usual
        : int.TryParse(text, System.Globalization.NumberStyles.None, null, out var limit) && limit >= 1 && limit <= most ? limit
        : null;

    public static Problem Refused(int most) => Problem.BadParameter("limit", new(
        $"« limit » va de 1 à {most}.", $"\"limit\" goes from 1 to {most}."));
}
