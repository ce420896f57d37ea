using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Platform.Web.Access;
using Platform.Web.Problems;

namespace Platform.Web.Serialization;

/// <summary>The id of a command: the caller's <c>Idempotency-Key</c>, or a fresh one, prefixed with the caller's subject.</summary>
sealed record IdempotencyKey(string Id, Problem? Problem = null) : IValidatedParameter
{
    public const string Header = "Idempotency-Key";
    const int LongestKey = 200;
    const int LongestId = 200;

    public static ValueTask<IdempotencyKey?> BindAsync(HttpContext context) => new(Of(context));

    /// <summary>The id of the command that a request carries.</summary>
    public static IdempotencyKey Of(HttpContext context)
    {
        var header = context.Request.Headers[Header];
        if (header.Count == 0)
            return new(Fresh(context.Caller()));
        return IsKey(header) ? new(ScopedTo(context.Caller(), header!)) : new("", Problem.BadKey);
    }

    /// <summary>An id that was never used.</summary>
    public static string Fresh(Caller caller) => $"{caller.Subject}/{Guid.CreateVersion7():N}";

    /// <summary>A key prefixed with the caller's subject, so that nobody meets the answer of another. What is too long is kept by its digest.</summary>
    public static string ScopedTo(Caller caller, string key)
    {
        var id = $"{caller.Subject}/{key}";
        return id.Length <= LongestId ? id : $"{caller.Subject}/{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";
    }

    /// <summary>1 to 200 printable ASCII characters.</summary>
    public static bool IsKey(string? key) => key is { Length: > 0 and <= LongestKey } && key.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0;
}
