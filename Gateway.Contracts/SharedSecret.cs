namespace Platform.Gateway.Contracts;

/// <summary>A secret as settings carry it: base64 of at least 32 random bytes.</summary>
public static class SharedSecret
{
    /// <summary>Its bytes; null where the text is no such secret.</summary>
    public static byte[]? Parse(string? text)
    {
        var secret = new byte[text?.Length ?? 0];
        return Convert.TryFromBase64String(text ?? "", secret, out var length) && length >= 32 ? secret[..length] : null;
    }
}
